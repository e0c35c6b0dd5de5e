package io.unifiedipc.testing.sim;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each of so many seeds, 1 and on, each time with a {@link Simulation} of its own. It is one test to
 * JUnit: it passes when all have, and stops at the first that fails, with that seed and the one line that replays it.
 *
 * <pre>{@code
 * @Seeds(200)
 * void everyOrderIsPlacedOnce(Simulation world) { ... }
 * }</pre>
 *
 * <p>The system property {@value #SEED} runs one seed alone, whichever number it is. The test instance and what {@code @BeforeEach} made
 * are the same for all seeds, so a test keeps what it changes in its method. A {@code @Timeout} is for all seeds together.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(SeedsExtension.class)
public @interface Seeds {
    /** How many seeds there are unless a test says otherwise. */
    int DEFAULT_SEEDS = 100;

    /** The system property that names the one seed to be run. */
    String SEED = "ipc.seed";

    /** How many seeds, at least one. */
    int value() default DEFAULT_SEEDS;
}
