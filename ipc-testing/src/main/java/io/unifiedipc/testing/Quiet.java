package io.unifiedipc.testing;

import io.unifiedipc.Ipc;
import io.unifiedipc.memory.MemoryBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether nothing is under way: no call, no reply that a broker owes, no message taken and not settled (one that rests before its
 * next attempt is not), none stored and not taken. Each thing on its way is counted by one of these before it leaves another;
 * so two looks that find nothing, with nothing having happened between them, mean that there was nothing.
 */
final class Quiet {
    private static final long POLL_NANOS = 200_000;

    private final Records records;
    private final Map<String, Ipc> ipcs;
    private final MemoryBroker broker;
    private final Collection<String> channels;

    Quiet(Records records, Map<String, Ipc> ipcs, MemoryBroker broker, Collection<String> channels) {
        this.records = records;
        this.ipcs = ipcs;
        this.broker = broker;
        this.channels = channels;
    }

    /** Whether it became quiet in time. An interrupt ends the waiting. */
    boolean await(Duration within) {
        long from = System.nanoTime();
        while (!isQuiet()) {
            if (System.nanoTime() - from > within.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    private boolean isQuiet() {
        long before = records.activity();
        long first = underWay();
        long second = underWay();
        return first == 0 && second == 0 && records.activity() == before;
    }

    private long underWay() {
        long sum = records.open() + broker.unsettled();
        for (Ipc ipc : ipcs.values()) {
            Ipc.Counts counts = ipc.counts();
            sum += counts.outstanding() + counts.waiting() + counts.pendingReplies() + counts.inFlight();
        }
        return sum;
    }

    /** What is under way, and where: one line each. */
    List<String> report() {
        List<String> lines = new ArrayList<>();
        ipcs.forEach((service, ipc) -> {
            Ipc.Counts counts = ipc.counts();
            if (counts.outstanding() + counts.waiting() + counts.pendingReplies() + counts.inFlight() > 0) {
                lines.add("service '" + service + "': " + counts.outstanding() + " calls under way, "
                        + (counts.waiting() > 0 ? counts.waiting() + " calls that wait for a permit, " : "")
                        + counts.pendingReplies() + " replies pending, " + counts.inFlight()
                        + " messages taken and not settled");
            }
        });
        records.openCalls().forEach(call -> lines.add("call: " + call));
        records.inHand().forEach(message -> lines.add("message: " + message));
        channels.forEach(channel -> stored(channel, lines));
        long elsewhere = broker.unsettled()
                - channels.stream().mapToLong(broker::unsettled).sum();
        if (elsewhere > 0) {
            lines.add("the broker: " + elsewhere + " on their way, or stored for another major version of a channel");
        }
        return lines;
    }

    private void stored(String channel, List<String> lines) {
        long left = broker.unsettled(channel) - records.inHand(channel);
        if (left > 0) {
            lines.add(
                    "'" + channel + "': " + left + " stored and taken by nobody. Nobody may ever take them: is there a"
                            + " handler, was it registered before the start, is it paused, is its window full?");
        }
    }
}
