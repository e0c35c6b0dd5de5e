package io.unifiedipc.samples.checkout.outage;

import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.samples.checkout.contracts.Orders;
import io.unifiedipc.samples.checkout.contracts.PlaceOrder;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Observer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that go on placing orders while the service is killed and started again, and a line for each second of it. The services'
 * process is somebody else's business: {@link Victim}.
 */
public final class Outage {
    /** The process that is killed, and its successor. */
    public interface Victim {
        /** Ends it at once, as {@code kill -9} does. */
        void kill() throws Exception;

        /** Starts another in its place, and waits until it receives. */
        void start() throws Exception;
    }

    private static final int SECONDS = 12;
    private static final int KILLED_AT = 4;
    private static final int BACK_AT = 7;
    private static final int CALLERS = 8;
    private static final long PAUSE_NANOS = 5_000_000;

    private final PrintStream out;
    private final Ledger ledger = new Ledger();
    private final List<Second> seconds = new ArrayList<>();
    private volatile long began;

    public Outage(PrintStream out) {
        this.out = out;
        for (int i = 0; i <= SECONDS + 60; i++) {
            seconds.add(new Second());
        }
    }

    /** What every caller was told. */
    public boolean compare(List<Path> journals) throws Exception {
        Ledger.Truth truth = ledger.compare(journals);
        out.println();
        truth.rows().forEach(out::println);
        return truth.whole();
    }

    /** Runs it, against the channel {@code orders} of this configuration. */
    public void run(IpcBuilder builder, Victim victim) throws Exception {
        try (Ipc ipc = builder.add(new Watching()).build()) {
            Orders orders = ipc.client(Orders.class);
            victim.start();
            out.println(Second.heading());
            began = System.nanoTime();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                int number = i;
                callers.add(new Thread(() -> calls(orders, number), "caller-" + i));
            }
            callers.forEach(Thread::start);
            for (int second = 0; second < SECONDS; second++) {
                if (second == KILLED_AT) {
                    at().event("killed");
                    victim.kill();
                }
                if (second == BACK_AT) {
                    new Thread(() -> back(victim), "starts-again").start();
                }
                TimeUnit.NANOSECONDS.sleep(began + TimeUnit.SECONDS.toNanos(second + 1L) - System.nanoTime());
                out.println(seconds.get(second).row(second + 1));
            }
            for (Thread caller : callers) {
                caller.join();
            }
        }
    }

    private void back(Victim victim) {
        try {
            at().event("starts again");
            victim.start();
            at().event("is back");
        } catch (Exception e) {
            at().event("did not come back: " + e);
        }
    }

    private void calls(Orders orders, int caller) {
        for (int i = 0; second() < SECONDS; i++) {
            String number = caller + "-" + i;
            call(orders, new PlaceOrder(number, number, "Ada", "IT", "TEA-OOLONG", 1, "EUR", "web", null));
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void call(Orders orders, PlaceOrder order) {
        long start = System.nanoTime();
        try {
            orders.place(order);
            ledger.told(order.order(), Executed.YES);
            at().answered(System.nanoTime() - start);
        } catch (IpcException e) {
            ledger.told(order.order(), e.executed());
            at().failed(e, System.nanoTime() - start);
        } catch (Exception e) {
            throw new IllegalStateException("an order that nothing speaks against was refused", e);
        }
    }

    private int second() {
        return (int) ((System.nanoTime() - began) / 1_000_000_000);
    }

    private Second at() {
        return seconds.get(Math.min(second(), seconds.size() - 1));
    }

    private final class Watching implements Observer {
        @Override
        public void retried(Call attempt, IpcException failure, long pauseNanos) {
            at().retried();
        }

        @Override
        public void changed(String channel, String what, String endpoint, String from, String to) {
            at().event(what.equals("circuit-breaker") ? "breaker " + to : what + " " + to);
        }
    }
}
