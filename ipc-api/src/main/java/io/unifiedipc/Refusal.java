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
}
