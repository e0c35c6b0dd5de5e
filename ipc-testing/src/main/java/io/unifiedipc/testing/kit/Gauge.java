package io.unifiedipc.testing.kit;

import io.unifiedipc.Ipc;
import io.unifiedipc.Received;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A slow handler that knows how many of it run at a time, and what ran how often. */
final class Gauge {
    record Load(int number) {}

    private final Map<String, AtomicInteger> ran = new ConcurrentHashMap<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger mostTaken = new AtomicInteger();
    private final CountDownLatch gate;
    private final long nanos;

    private Gauge(CountDownLatch gate, long nanos) {
        this.gate = gate;
        this.nanos = nanos;
    }

    /** Its handlers wait until it is opened. */
    static Gauge shut() {
        return new Gauge(new CountDownLatch(1), 0);
    }

    /** Its handlers take so long. */
    static Gauge slow(long millis) {
        return new Gauge(new CountDownLatch(0), TimeUnit.MILLISECONDS.toNanos(millis));
    }

    void serves(Ipc ipc) {
        ipc.channel(Plan.ORDERS).handle(Load.class, load -> handle(ipc, load));
    }

    private Load handle(Ipc ipc, Received<Load> load) throws InterruptedException {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        mostTaken.accumulateAndGet(ipc.counts().inFlight(), Math::max);
        ran.computeIfAbsent(load.id(), id -> new AtomicInteger()).incrementAndGet();
        gate.await();
        LockSupport.parkNanos(nanos);
        now.decrementAndGet();
        return load.payload();
    }

    void open() {
        gate.countDown();
    }

    /** How many run. */
    int now() {
        return now.get();
    }

    /** How many ran at a time, at most. */
    int most() {
        return most.get();
    }

    /** How many messages were taken and unsettled at a time, at most, as seen by the handlers. */
    int mostTaken() {
        return mostTaken.get();
    }

    /** How many messages ran. */
    int ran() {
        return ran.size();
    }

    /** How often this message ran. */
    int ran(String id) {
        AtomicInteger times = ran.get(id);
        return times == null ? 0 : times.get();
    }
}
