package io.unifiedipc;

import org.jspecify.annotations.Nullable;

/**
 * What became of a command, as its receiver says: the answer to {@link Ipc#outcome}.
 *
 * <p>{@link Executed#YES}: its handler has answered, with this reply or this failure. {@link Executed#NO}: it did not run and it
 * never will, since its receiver refuses it from now on; what is still wanted is sent as a <em>new</em> command.
 * {@link Executed#MAYBE}: nobody can tell, or the receiver could not be asked, and the failure says why.
 *
 * @param executed whether it ran
 * @param reply its reply; null unless it ran and succeeded
 * @param failure why there is no reply; null where there is one
 * @param <R> the reply's type
 */
public record Outcome<R>(
        Executed executed,
        @Nullable Document<R> reply,
        @Nullable IpcException failure) {}
