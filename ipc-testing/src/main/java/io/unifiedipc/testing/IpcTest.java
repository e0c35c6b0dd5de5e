package io.unifiedipc.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests an application in memory, from its own configuration. Each test method gets a fresh world: every channel of the file is
 * moved to one broker in memory, in which nothing is left of the test before.
 *
 * <pre>{@code
 * @IpcTest
 * class ShopTest {
 *     @BeforeEach
 *     void shop(Ipc ipc) {
 *         new Shop(ipc);                                   // registers its handlers
 *     }
 *
 *     @Test
 *     void billsWhatWasOrdered(Ipc ipc, IpcWorld world) {  // receiving has begun by now
 *         ipc.client(Orders.class).place(new PlaceOrder("apple", 2));
 *         world.awaitQuiet();
 *         assertThat(world.handled("order-events", OrderPlaced.class)).hasSize(1);
 *     }
 * }
 * }</pre>
 *
 * <p>Test methods, {@code @BeforeEach} and {@code @AfterEach} may take an {@link Ipc}, an {@code Ipc} of another {@link Service}, and the
 * {@link IpcWorld}. Handlers are registered in {@code @BeforeEach}; then every {@code Ipc} is started, the test runs, and every
 * {@code Ipc} is closed after {@code @AfterEach}. What is still under way then is no failure. These are: a thread or an
 * unsettled message left after closing, an exception that ended one of its threads, and a stub that was asked what it has no
 * answer for.
 *
 * <p>System properties and environment variables change nothing, so a test does not depend on who runs it: a value that the
 * file takes from {@code ${env:NAME}} is {@link #set}.
 *
 * @see io.unifiedipc.Ipc
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ClassTemplate
@ExtendWith(IpcTestExtension.class)
public @interface IpcTest {
    /** Patience, in seconds, unless an annotation says otherwise. */
    int DEFAULT_QUIET_WITHIN_SECONDS = 10;

    /** The configuration file, in the working directory or on the class path; unless given the one that {@code Ipc.load()} finds. */
    String file() default "";

    /** The configuration itself, instead of a file. */
    String yaml() default "";

    /** Further services that take part, each with a configuration of its own, on the same broker. */
    Service[] services() default {};

    /** Keys set over every file, as {@code "channels.orders.timeout=1s"}. */
    String[] set() default {};

    /** What else is to be set or added, such as a codec with the application's own mapper. */
    Class<? extends Setup>[] setup() default {};

    /** Whether each channel behaves, in memory, like the transport that the file names for it. */
    boolean alike() default true;

    /** How long {@link IpcWorld#awaitQuiet()} waits, in seconds. */
    int quietWithinSeconds() default DEFAULT_QUIET_WITHIN_SECONDS;

    /** Where the tests run once more; what was recorded there is compared with what was in memory. */
    Class<? extends Elsewhere>[] also() default {};

    /** Whether a difference that no {@link Differs} declares fails its test. */
    boolean strict() default true;
}
