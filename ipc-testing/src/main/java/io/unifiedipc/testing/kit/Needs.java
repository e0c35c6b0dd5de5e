package io.unifiedipc.testing.kit;

import io.unifiedipc.spi.Capability;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a scenario needs of the transport. Where that is not there the scenario is skipped, and says what is missing. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Needs {
    /** Capabilities that the transport must declare. */
    Capability[] value() default {};

    /** Capabilities that it must not declare: the scenario shows what comes in their place. */
    Capability[] without() default {};

    /** Powers of {@link TransportUnderTest}. */
    Class<?>[] power() default {};

    /** Decorators of {@code ipc-resilience}, which need not be on the class path. */
    String[] decorator() default {};
}
