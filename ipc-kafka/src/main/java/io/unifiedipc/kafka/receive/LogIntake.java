package io.unifiedipc.kafka.receive;

import io.unifiedipc.kafka.topic.ParkedTopic;
import io.unifiedipc.kafka.wire.Reading;
import io.unifiedipc.spi.BrokerLink;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Receiver;
import io.unifiedipc.spi.Settlement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records of one group, from fetched to settled. The {@link Member} fetches and commits; here they wait, are handed over as
 * far as the window allows, by whichever thread makes room, one thread at a time, and their ends are noted.
 */
public final class LogIntake implements Intake.Parking, Intake.Depth {
    /**
     * How many may be with the receiver or settled before the broker has confirmed a commit of them, unless the window is larger:
     * they come again where their receiver dies.
     */
    static final int MOST_UNCOMMITTED = 1_000;

    private final BrokerLink link;
    private final Receiver receiver;
    private final int window;
    private final Reading reading;
    private final int mostUncommitted;
    private final Clock clock;
    private final ParkedTopic parked;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private final Owned owned = new Owned();
    private final Backlog backlog = new Backlog();
    private int unsettled;
    private boolean handingOut;
    private boolean draining;
    private boolean paused;
    private boolean stopping;
    private @Nullable Runnable hungry;
    private volatile long lag = -1;

    /** With where its messages are put aside. */
    public LogIntake(BrokerLink link, Receiver receiver, int window, Reading reading, Clock clock, ParkedTopic parked) {
        this.link = link;
        this.receiver = receiver;
        this.window = window;
        this.reading = reading;
        this.mostUncommitted = Math.max(window, MOST_UNCOMMITTED);
        this.clock = clock;
        this.parked = parked;
    }

    // ---- what its member brings

    /** Whether it can do with more than it has. */
    synchronized boolean wantsMore() {
        return !paused && !stopping && backlog.unseen() < window;
    }

    /** What is to be called when it wants more, once. */
    void whenHungry(Runnable hook) {
        synchronized (this) {
            if (!wantsMore() && !(stopping && unsettled == 0)) {
                hungry = hook;
                return;
            }
        }
        hook.run();
    }

    void fetched(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        synchronized (this) {
            if (!stopping) {
                backlog.fetched(records);
            }
        }
        handOut();
    }

    synchronized void owns(Collection<TopicPartition> partitions) {
        // A driver may bring some of what it has told to be lost: that comes again, in its place.
        backlog.forget(partitions);
        owned.add(partitions);
        ready.complete(null);
    }

    /** Hands over no more of these; answers when all of them is settled, or the time is over. */
    synchronized boolean drains(Collection<TopicPartition> partitions, long nanos) {
        backlog.forget(partitions);
        long until = clock.nanos() + nanos;
        draining = true;
        try {
            while (partitions.stream().anyMatch(owned::hasOpen)) {
                long left = until - clock.nanos();
                if (left <= 0) {
                    return false;
                }
                wait(Math.max(1, left / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            draining = false;
        }
        return true;
    }

    /** These are somebody else's: what of them is with the receiver is lost by it. */
    void loses(Collection<TopicPartition> partitions) {
        List<LogDelivery> open;
        synchronized (this) {
            backlog.forget(partitions);
            open = owned.remove(partitions);
        }
        for (LogDelivery each : open) {
            if (each.lose()) {
                synchronized (this) {
                    unsettled--;
                }
            }
        }
        handOut();
    }

    synchronized List<TopicPartition> owned() {
        return owned.partitions();
    }

    /** Up to where each partition is settled, where the broker has not confirmed that. */
    synchronized Map<TopicPartition, Long> toCommit() {
        return owned.toCommit();
    }

    /** The broker has confirmed that. */
    void committed(Map<TopicPartition, Long> offsets) {
        synchronized (this) {
            owned.committed(offsets);
        }
        handOut();
    }

    void lag(long records) {
        lag = records;
    }

    /** Whether it takes in no more and has nothing left. */
    synchronized boolean isThrough() {
        return stopping && unsettled == 0;
    }

    void unreadable(Throwable reason) {
        ready.completeExceptionally(reason);
    }

    // ---- what goes to the receiver

    private void handOut() {
        LogDelivery next;
        synchronized (this) {
            if (handingOut) {
                return;
            }
            next = next();
            handingOut = next != null;
        }
        while (next != null) {
            receiver.accept(next);
            synchronized (this) {
                next = next();
                handingOut = next != null;
                if (next == null && stopping) {
                    stopped.complete(null);
                }
            }
        }
    }

    private @Nullable LogDelivery next() {
        while (!paused && !stopping && unsettled < window) {
            ConsumerRecord<byte[], byte[]> record = backlog.peek();
            boolean again = backlog.isNextAgain();
            if (record == null || (!again && isFull())) {
                return null;
            }
            backlog.remove();
            Progress its = owned.of(record);
            if (its != null) {
                LogDelivery delivery = new LogDelivery(link, this, its, record, reading, clock);
                if (again) {
                    its.replaced(delivery);
                } else {
                    owned.begun(delivery);
                }
                unsettled++;
                return delivery;
            }
        }
        return null;
    }

    private boolean isFull() {
        return owned.uncommitted() >= mostUncommitted;
    }

    /** Whether a good part of what may be uncommitted is. */
    synchronized boolean fillsUp() {
        return owned.uncommitted() >= mostUncommitted / 4;
    }

    void settled(LogDelivery delivery, Settlement settlement) {
        Runnable hook = null;
        boolean idle;
        synchronized (this) {
            unsettled--;
            if (owned.counts(delivery.progress)) {
                if (settlement == Settlement.ACK) {
                    delivery.acknowledged = true;
                    delivery.progress.advance();
                } else {
                    delivery.handedBack = true;
                    backlog.returned(delivery.read);
                }
            }
            if (draining) {
                notifyAll();
            }
            idle = !handingOut;
            if (backlog.unseen() < window / 2 || stopping || isFull()) {
                hook = hungry;
                hungry = null;
            }
        }
        if (hook != null) {
            hook.run();
        }
        if (idle) {
            handOut(); // else whoever does so sees what has changed
        }
    }

    // ---- what core asks

    @Override
    public CompletionStage<Void> ready() {
        return ready.copy();
    }

    @Override
    public synchronized void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        Runnable hook;
        synchronized (this) {
            paused = false;
            hook = hungry;
            hungry = null;
        }
        if (hook != null) {
            hook.run();
        }
        handOut();
    }

    @Override
    public CompletionStage<Void> stop() {
        Runnable hook;
        synchronized (this) {
            stopping = true;
            backlog.forgetUnseen();
            hook = hungry;
            hungry = null;
            if (!handingOut) {
                stopped.complete(null);
            }
        }
        if (hook != null) {
            hook.run();
        }
        return stopped.copy();
    }

    @Override
    public CompletionStage<Void> park(Envelope envelope) {
        return parked.park(envelope);
    }

    @Override
    public CompletionStage<Integer> drainParked(int most, ParkedVisitor visitor) {
        return parked.drain(most, visitor);
    }

    @Override
    public synchronized long waiting() {
        return lag < 0 ? -1 : lag + backlog.size();
    }
}
