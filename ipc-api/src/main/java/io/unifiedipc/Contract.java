package io.unifiedipc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes an interface the contract of a channel: each method is an operation, with one payload or none as its parameter. Its
 * caller gets a proxy from {@link Ipc#client}, its receiver gives an implementation to {@link Ipc#serve}.
 *
 * <pre>{@code
 * @Contract(channel = "orders", version = "1.2.0")
 * public interface Orders {
 *     OrderPlaced place(PlaceOrder order) throws OutOfStock;      // waits for the reply
 *     CompletableFuture<Quote> quote(QuoteWanted wanted);          // a future brings it
 *     @Operation(oneWay = true) void cancel(CancelOrder order);    // waits for nobody
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Contract {
    /** The channel in the configuration. */
    String channel();

    /** The contract's <a href="https://semver.org/spec/v2.0.0.html">semantic version</a>; its major is part of the address. */
    String version();
}
