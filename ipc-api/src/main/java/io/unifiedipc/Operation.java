package io.unifiedipc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what an operation is: on a contract's method or, without a contract, on the payload's type. Without it an operation
 * has the simple name of its payload's type and none of these properties.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Operation {
    /** Its name on the wire: letters, digits, hyphens, dots and underscores. */
    String value() default "";

    /** Doing it twice is as good as once. */
    boolean idempotent() default false;

    /** It changes nothing; then it is idempotent too. */
    boolean query() default false;

    /**
     * Its receivers keep what became of it by its idempotency key, so that the same command twice runs once. A channel that
     * serves it needs a store ({@code outcomes}); without one it refuses to.
     */
    boolean deduplicated() default false;

    /** Its handler never blocks, so it may run on a thread that delivers messages. */
    boolean nonBlocking() default false;

    /** On a contract's method that returns nothing: the caller does not wait for the outcome. */
    boolean oneWay() default false;

    /**
     * Where it is found over HTTP, for services that speak REST; transports without such routes take no notice. It has a
     * method, a path whose variables are fields of the payload, and where needed headers, body and status:
     *
     * <pre>{@code
     * GET /orders/{id}{?expand}
     * PUT /orders/{id} X-Tenant={tenant} body={order}
     * POST /orders -> 201 /orders/{id}
     * POST /login as form
     * }</pre>
     *
     * The configuration can say another by {@code channels.<channel>.http.routes}. The variables follow
     * <a href="https://www.rfc-editor.org/rfc/rfc6570">RFC 6570</a>; the guide on HTTP has the whole grammar.
     */
    String route() default "";
}
