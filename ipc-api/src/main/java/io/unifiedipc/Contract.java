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

    /**
     * The contract's <a href="https://semver.org/spec/v2.0.0.html">semantic version</a>; its major is part of the address. Minors
     * share it and must understand each other: fields that one of them doesn't know it leaves out.
     *
     * <p>One {@link Ipc} serves and calls several majors of a channel side by side, by one contract each; options and their limits
     * hold for each major on its own. A {@code version} in the channel's configuration goes before those of contracts of its major,
     * and refuses all others: take it out where several majors are in use.
     */
    String version();

    /**
     * The day, {@code 2026-12-01}, on which the contract becomes deprecated, at midnight UTC; empty for one that is not. A
     * receiver says it in each reply ({@code Deprecation},
     * <a href="https://www.rfc-editor.org/rfc/rfc9745">RFC 9745</a>), and both sides count who still uses it:
     * {@link Ipc#deprecatedUses}. Nothing is refused for it.
     */
    String deprecated() default "";

    /**
     * The day from which on it may be gone, not before {@link #deprecated}; empty where nobody knows. It is said in each reply
     * ({@code Sunset}, <a href="https://www.rfc-editor.org/rfc/rfc8594">RFC 8594</a>). It is an announcement: the contract
     * is served until somebody takes it out of the program.
     */
    String sunset() default "";

    /**
     * A page that tells the callers of a deprecated contract what to do, said in each reply ({@code Link} with the relation
     * {@code deprecation}); empty for none.
     */
    String guide() default "";
}
