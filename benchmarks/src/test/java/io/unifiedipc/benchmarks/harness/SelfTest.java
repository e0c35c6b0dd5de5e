package io.unifiedipc.benchmarks.harness;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.benchmarks.Contender.Running;
import io.unifiedipc.benchmarks.Goal;
import io.unifiedipc.benchmarks.Goal.Metric;
import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.Row;
import io.unifiedipc.benchmarks.Slice;
import io.unifiedipc.benchmarks.Subject;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/** Groups that cost nothing to open, well-behaved ones and others. */
public final class SelfTest {
    static final String NAME = SelfTest.class.getName();
    static final Contender ADDER = alone("LongAdder", new LongAdder()::increment);
    static final Contender CLOCK = alone("nanoTime", System::nanoTime);
    static final Contender OBJECT = alone("object", () -> kept = new long[200]);

    static final Group GOOD = new Group(
            "good",
            "Does the harness measure?",
            List.of(
                    new Row(
                            "count",
                            ADDER,
                            CLOCK,
                            List.of(OBJECT),
                            List.of(
                                    Goal.ratio(Metric.RATE, 0.000_001, "nanoTime"),
                                    Goal.ratio(Metric.BYTES, 0.5, "object"))),
                    new Row("with a server", remote("remote"), serving("served"), List.of(), List.of())));

    static final Group BAD = new Group(
            "bad",
            "What if a contender fails?",
            List.of(
                    row("dies", subject(() -> Runtime.getRuntime().halt(7))),
                    row("throws", subject(() -> {
                        throw new IllegalStateException("expected 200, got 500");
                    })),
                    row("hangs", Contender.alone("ours", Hanging::new)),
                    row(
                            "does not close",
                            new Contender("ours", address -> new NotClosing(), null, Contender.Side.CLIENT)),
                    row("lazy", subject(() -> {}))));

    /** So that what is allocated has to be. */
    @SuppressWarnings("unused")
    private static volatile long[] kept = {};

    private SelfTest() {}

    public static List<Group> all() {
        return List.of(GOOD, BAD);
    }

    /** What a subject does in a slice that is not ended by time. */
    interface Act {
        void now() throws Exception;
    }

    private static Row row(String name, Contender ours) {
        return new Row(name, ours, CLOCK, List.of(), List.of());
    }

    private static Contender subject(Act act) {
        return Contender.alone("ours", () -> slice -> act.now());
    }

    private static Contender alone(String name, Runnable call) {
        return Contender.alone(name, () -> calling(call));
    }

    private static Subject calling(Runnable call) {
        return slice -> {
            while (!slice.over()) {
                long began = System.nanoTime();
                for (int i = 0; i < 100; i++) {
                    call.run();
                }
                slice.done(100, began);
            }
        };
    }

    private static Contender remote(String name) {
        return Contender.calling(SelfTest::serve, name, SelfTest::connect);
    }

    private static Contender serving(String name) {
        return Contender.serving(SelfTest::connect, name, SelfTest::serve);
    }

    private static Running serve() {
        return new Running() {
            @Override
            public String address() {
                return "here";
            }

            @Override
            public void close() {}
        };
    }

    private static Subject connect(String address) {
        if (!address.equals("here")) {
            throw new IllegalArgumentException(address);
        }
        return calling(System::nanoTime);
    }

    /** In its second slice: all its classes are loaded then. */
    private static final class Hanging implements Subject {
        private final CountDownLatch never = new CountDownLatch(1);
        private boolean again;

        @Override
        public void run(Slice slice) throws Exception {
            if (again) {
                never.await();
            }
            again = true;
            calling(System::nanoTime).run(slice);
        }
    }

    private static final class NotClosing implements Subject {
        @Override
        public void run(Slice slice) throws Exception {
            calling(System::nanoTime).run(slice);
        }

        @Override
        public void close() {
            throw new IllegalStateException("12 calls are still outstanding");
        }
    }
}
