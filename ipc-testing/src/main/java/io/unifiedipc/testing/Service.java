package io.unifiedipc.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One more service of a test: declared in {@link IpcTest#services}, and asked for by its name.
 *
 * <pre>{@code
 * @IpcTest(services = @Service(value = "inventory", file = "inventory.yaml"))
 * class OrderTest {
 *     @BeforeEach
 *     void inventory(@Service("inventory") Ipc inventory) { ... }
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Service {
    /** Its name in this test. */
    String value();

    /** Its configuration file, in the working directory or on the class path. For a declaration. */
    String file() default "";

    /** Its configuration itself. For a declaration. */
    String yaml() default "";
}
