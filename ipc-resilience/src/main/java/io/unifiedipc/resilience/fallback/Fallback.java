package io.unifiedipc.resilience.fallback;

import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.ForChannel;
import org.jspecify.annotations.Nullable;

/**
 * A function that answers a query when its receiver can't, and no reply is kept that is young enough. Added to the builder;
 * the channel needs no block {@code fallback} for it.
 *
 * <pre>{@code
 * Ipc.builder().add(new Fallback("catalogue", "PriceOf", missed -> listPrice(missed.payload(PriceOf.class))));
 * }</pre>
 *
 * <p>It can't be had twice for one operation, nor for one that is no query or has no reply: the first is refused at the start,
 * the others with {@link io.unifiedipc.Kind#MISCONFIGURED} when the contract is opened or the operation first called.
 *
 * @param channel the channel's name in the configuration
 * @param operation the query's name on the wire
 * @param reply the function
 */
public record Fallback(String channel, String operation, Reply reply) implements ForChannel {
    /** Makes the reply. */
    @FunctionalInterface
    public interface Reply {
        /**
         * What the caller gets instead, written and read as the receiver's reply would be; null for nothing, so that the next
         * alternative counts. Called once for each call that needs it, by many threads at once; it may block, and its caller's
         * patience runs meanwhile.
         *
         * @throws Exception whatever goes wrong: it is logged, and the next alternative counts
         */
        @Nullable
        Object to(Missed missed) throws Exception;
    }

    /**
     * A call that gets no reply.
     *
     * @param operation what was asked for
     * @param payload what was sent; null for an operation without
     * @param headers the message's headers
     * @param failure why there is no reply
     */
    public record Missed(String operation, @Nullable Object payload, Headers headers, IpcException failure) {
        /** What was sent, as its type. Throws where it is another, or nothing. */
        public <P> P payload(Class<P> type) {
            if (!type.isInstance(payload)) {
                throw new ClassCastException(operation + " was asked with "
                        + (payload == null
                                ? "nothing"
                                : "a " + payload.getClass().getName()) + ", which is no "
                        + type.getName());
            }
            return type.cast(payload);
        }
    }

    @Override
    public String decorator() {
        return FallbackOptions.NAME;
    }
}
