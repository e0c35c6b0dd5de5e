package io.unifiedipc.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.unifiedipc.Command;
import io.unifiedipc.Contract;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.Observer;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What a test with a mistake in it is told. */
class FailingTestsTest {
    private static final String ONE = "ipc: {service: one, transport: memory, channels: {orders: {}}}";

    record Order(String sku) {}

    @Contract(channel = "orders", version = "1.0.0")
    interface Orders {
        String place(Order order);
    }

    private static Events run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .allEvents();
    }

    private static List<String> failures(Class<?> tests) {
        return run(tests).failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow()
                        .getMessage())
                .toList();
    }

    private static String failure(Class<?> tests) {
        List<String> all = failures(tests);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    // ---- a stub without an answer

    @IpcTest(yaml = ONE)
    static class NoAnswerGiven {
        @BeforeEach
        void stub(IpcWorld world) {
            world.stub(Orders.class);
        }

        @Test
        void test(Ipc ipc) {
            assertThatThrownBy(() -> ipc.client(Orders.class).place(new Order("apple")))
                    .isInstanceOfSatisfying(IpcException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.REFUSED);
                        assertThat(e.text()).contains("the stub of Orders was asked place(Order[sku=apple])");
                    });
        }
    }

    @Test
    void aStubWithoutAnAnswerFailsTheTestAtItsEnd() {
        assertThat(failure(NoAnswerGiven.class))
                .isEqualTo("the stub of Orders was asked place(Order[sku=apple]) and has no answer: give it one by"
                        + " answers(Orders::place, ...)");
    }

    // ---- configuration

    @IpcTest
    static class NoFile {
        @Test
        void test(Ipc ipc) {}
    }

    @IpcTest(file = "no-such.yaml")
    static class WrongFile {
        @Test
        void test(Ipc ipc) {}
    }

    @IpcTest(yaml = ONE, set = "channels.orders.timout=1s")
    static class WrongKey {
        @Test
        void test(Ipc ipc) {}
    }

    @IpcTest(yaml = ONE, set = "nothing")
    static class NoAssignment {
        @Test
        void test(Ipc ipc) {}
    }

    @IpcTest(yaml = ONE, services = @Service("two"))
    static class ServiceWithoutAFile {
        @Test
        void test(Ipc ipc) {}
    }

    @IpcTest(yaml = ONE)
    static class UnknownService {
        @Test
        void test(@Service("on") Ipc ipc) {}
    }

    @IpcTest(yaml = ONE)
    static class TooEarly {
        TooEarly(Ipc ipc) {}

        @Test
        void test() {}
    }

    @Test
    void whatIsWrongWithTheConfigurationIsSaid() {
        assertThat(failure(NoFile.class))
                .contains("there is no ipc.yaml in the working directory or on the class path");
        assertThat(failure(WrongFile.class))
                .contains("'no-such.yaml' is neither in /")
                .contains("nor on the class path");
        assertThat(failure(WrongKey.class))
                .contains("builder: 'timout' is no key of channel 'orders'; did you mean 'timeout'?");
        assertThat(failure(NoAssignment.class)).startsWith("'nothing' in @IpcTest(set) sets nothing: write key=value");
        assertThat(failure(ServiceWithoutAFile.class)).contains("@Service(\"two\") in @IpcTest needs its file or yaml");
        assertThat(failure(UnknownService.class)).contains("this test has no service 'on'; did you mean 'one'?");
        assertThat(failure(TooEarly.class))
                .contains("a world is one test method's: a constructor has none yet, so ask for it in @BeforeEach");
    }

    // ---- what the test did not see

    @IpcTest(yaml = ONE, setup = DiesInATimer.Dying.class)
    static class DiesInATimer {
        static final class Dying implements Setup {
            @Override
            public void configure(IpcBuilder builder, String service) {
                builder.add(new Observer() {
                    @Override
                    public void sent(Call call) {
                        Thread thread = new Thread(
                                () -> {
                                    throw new IllegalStateException(
                                            "died of " + call.operation().name());
                                },
                                "ipc-one-worker-77");
                        thread.start();
                        try {
                            thread.join();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    }
                });
            }
        }

        @BeforeEach
        void orders(Ipc ipc) {
            ipc.channel("orders").handle(Order.class, order -> "placed");
        }

        @Test
        void test(Ipc ipc) {
            ipc.channel("orders").call(Command.of(new Order("a")), String.class);
        }
    }

    @Test
    void aThreadThatDiedFailsTheTest() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {}); // it is expected, and need not be printed
        try {
            assertThat(failure(DiesInATimer.class))
                    .isEqualTo("thread ipc-one-worker-77 died of java.lang.IllegalStateException: died of Order");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @IpcTest(yaml = ONE, set = "close-within=100ms")
    static class HangsForever {
        @BeforeEach
        void orders(Ipc ipc) {
            ipc.channel("orders").handle(Order.class, order -> {
                boolean forever = true;
                while (forever) {
                    LockSupport.parkNanos(1_000_000);
                    forever = !released;
                }
                return "placed";
            });
        }

        static volatile boolean released;

        @Test
        void test(Ipc ipc) {
            ipc.channel("orders").send(Command.of(new Order("a")));
            long end = System.nanoTime() + 5_000_000_000L;
            while (ipc.counts().inFlight() == 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aHandlerThatDoesNotEndFailsTheTest() {
        try {
            assertThat(failure(HangsForever.class))
                    .startsWith(
                            "after closing, service 'one' still has something under way: Counts[outstanding=0, waiting=0,"
                                    + " pendingReplies=0, inFlight=1, lateReplies=0] [Order is with its handler");
        } finally {
            HangsForever.released = true;
        }
    }

    // ---- several services, and a codec of the application's

    @IpcTest(
            yaml = "ipc: {service: shop, transport: kafka, channels: {orders: {codec: shout}}}",
            services = @Service(value = "stock", yaml = "ipc: {transport: kafka, channels: {orders: {codec: shout}}}"),
            setup = TwoServices.Shouting.class)
    static class TwoServices {
        static final class Shouting implements Setup {
            @Override
            public void configure(IpcBuilder builder, String service) {
                builder.add(new Shout());
            }
        }

        @BeforeEach
        void stock(@Service("stock") Ipc stock) {
            stock.channel("orders").handle(String.class, order -> order.payload() + "?");
        }

        @Test
        void test(Ipc shop, IpcWorld world) {
            assertThat(shop.channel("orders").call(Command.of("apple"), String.class))
                    .isEqualTo("apple?");
            world.awaitQuiet();
            assertThat(world.sent("orders", String.class)).singleElement().satisfies(sent -> {
                assertThat(sent.service()).isEqualTo("shop");
                assertThat(sent.payload()).isEqualTo("apple");
            });
            assertThat(world.handled("orders", String.class))
                    .singleElement()
                    .satisfies(handled -> assertThat(handled.service()).isEqualTo("stock"));
        }
    }

    /** Text in capitals. */
    private static final class Shout implements Codec {
        @Override
        public String name() {
            return "shout";
        }

        @Override
        public String contentType() {
            return "text/shout";
        }

        @Override
        public boolean supports(Type type) {
            return type == String.class || type == Object.class;
        }

        @Override
        public byte[] encode(Object value, Type type) {
            return (value + "!").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object decode(byte[] bytes, Type type) {
            return new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
        }
    }

    @Test
    void severalServicesShareTheBrokerAndRecordsAreReadByTheApplicationsCodec() {
        assertThat(failures(TwoServices.class)).isEmpty();
        run(TwoServices.class).assertStatistics(stats -> stats.failed(0));
    }

    // ---- elsewhere

    /** Memory once more, where nothing is tried again. */
    static final class WithoutRetries implements Elsewhere {
        @Override
        public String name() {
            return "calm";
        }

        @Override
        public void configure(IpcBuilder builder, String service) {
            builder.set("channels.*.transport", "memory").set("channels.*.on-failure.retry", "off");
        }
    }

    abstract static class Twice {
        @BeforeEach
        void orders(Ipc ipc) {
            ipc.channel("orders").handle(Order.class, order -> {
                if (order.payload().sku().isEmpty()) {
                    throw new IllegalStateException("nothing ordered");
                }
                return "placed";
            });
        }

        @Test
        void goesWell(Ipc ipc) {
            ipc.channel("orders").call(Command.of(new Order("apple")), String.class);
        }

        @Test
        void fails(Ipc ipc) {
            ipc.channel("orders").send(Command.of(new Order("")));
        }
    }

    @IpcTest(
            yaml = ONE,
            set = {"channels.orders.on-failure.retry=2", "channels.orders.on-failure.backoff=1ms"},
            also = WithoutRetries.class)
    static class Strict extends Twice {}

    @IpcTest(yaml = ONE, set = "channels.orders.on-failure.backoff=1ms", also = WithoutRetries.class)
    static class Declared extends Twice {
        @Override
        @Test
        @Differs(channel = "orders", what = Differs.What.HANDLED, on = "calm", because = "nothing is tried again there")
        void fails(Ipc ipc) {
            super.fails(ipc);
        }
    }

    @IpcTest(yaml = ONE, set = "channels.orders.on-failure.backoff=1ms", also = WithoutRetries.class, strict = false)
    static class Lenient extends Twice {}

    @Test
    void aDifferenceFailsItsTestUnlessItIsDeclared() throws Exception {
        assertThat(failure(Strict.class)).isEqualTo("""
                on calm it went differently than in memory:
                  memory     calm
                       3        1  Order handled on 'orders': FAILED, executed YES
                Mend it, declare it by @Differs, or set @IpcTest(strict = false)""");
        assertThat(failures(Declared.class)).isEmpty();
        assertThat(failures(Lenient.class)).isEmpty();

        assertThat(report(Strict.class))
                .containsExactlyInAnyOrder(
                        Strict.class.getName(),
                        "  goesWell, calm: the same",
                        "  fails, calm: 1 difference",
                        "    memory     calm",
                        "         3        1  Order handled on 'orders': FAILED, executed YES");
        assertThat(report(Declared.class))
                .contains(
                        "         4        1  Order handled on 'orders': FAILED, executed YES  (expected: nothing is tried again there)");
        assertThat(report(Lenient.class))
                .contains("         4        1  Order handled on 'orders': FAILED, executed YES");
    }

    private static List<String> report(Class<?> tests) throws Exception {
        return Files.readAllLines(Path.of("target", "ipc-test", tests.getName() + ".txt"));
    }
}
