package io.unifiedipc.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a test, or every test of a class, goes differently {@linkplain IpcTest#also elsewhere}, and why that is right.
 *
 * <pre>{@code
 * @Differs(channel = "orders", what = Differs.What.PARKED, because = "HTTP has no place to park a message")
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(Differs.All.class)
public @interface Differs {
    /** The channel; empty for every one. */
    String channel() default "";

    /** What goes differently. */
    What[] what() default {What.SENT, What.HANDLED, What.PARKED};

    /** Where, as {@link Elsewhere#name} says; empty for everywhere. */
    String on() default "";

    /** Why; it stands in the report. */
    String because();

    /** What is recorded. */
    enum What {
        /** Calls, and how they ended. */
        SENT,
        /** Attempts of handlers, and how they ended. */
        HANDLED,
        /** Messages put aside. */
        PARKED
    }

    /** Several. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    @interface All {
        /** Each. */
        Differs[] value();
    }
}
