package io.unifiedipc;

import org.jspecify.annotations.Nullable;

/**
 * Headers and a payload. What an application sends is a {@link Command} or an {@link Event}, what a handler gets is
 * {@link Received}, what a caller gets back is a {@link Document}. All are immutable.
 *
 * @param <P> the payload's type: a record, a generated class, {@code byte[]}; never a class of this library
 */
public interface Message<P> {
    /** What it carries. */
    P payload();

    /** Its headers, without those that this library makes from the rest. */
    Headers headers();

    /** Its identity: the same on every attempt to send it, so that the same work is known again. */
    String id();

    /** Messages with the same key are handled one after another; null where order does not matter. */
    @Nullable
    String key();
}
