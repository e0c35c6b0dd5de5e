package io.unifiedipc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an exception as a business refusal: an answer, and no crash. Its own fields travel as data under a logical name. A
 * contract that declares it throws it again at the caller, through the constructor whose parameters are named like the
 * fields; {@link Channel#call} throws an {@link IpcException} of kind {@link Kind#REFUSED} with the data in its problem.
 *
 * <pre>{@code
 * @Refusal
 * public class OutOfStock extends Exception {
 *     private final String sku;
 *     private final int left;
 *
 *     public OutOfStock(String sku, int left) {
 *         super("only " + left + " of " + sku + " left");
 *         this.sku = sku;
 *         this.left = left;
 *     }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Refusal {
    /** Its name on the wire; the simple name of the class where empty. */
    String value() default "";

    /** The HTTP status under which it travels on a route, and by which it is known in a stranger's answer; 0 for none of its own. */
    int status() default 0;

    /**
     * The problem type, a URI, by which it is known in a stranger's answer and under which it travels
     * (<a href="https://www.rfc-editor.org/rfc/rfc9457#section-3.1.1">RFC 9457</a>); empty for none of its own.
     */
    String type() default "";
}
