package io.unifiedipc.kafka.receive;

import io.unifiedipc.kafka.driver.DriverLoop;
import io.unifiedipc.kafka.wire.Reading;
import io.unifiedipc.spi.BrokerLink;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Receiver;
import io.unifiedipc.spi.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a share group (<a href="https://cwiki.apache.org/confluence/display/KAFKA/KIP-932%3A+Queues+for+Kafka">KIP-932</a>): each
 * message is locked for it, acknowledged by itself, and counted. Its driver gives nothing more while a message of the last batch is
 * open; that is why an intake has several. What takes longer than half its lock has the lock renewed.
 */
public final class ShareMember extends DriverLoop {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.kafka");
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long HELD_NANOS = 10_000_000L;

    private final QueueIntake intake;
    private final BrokerLink link;
    private final Receiver receiver;
    private final Reading reading;
    private final Clock clock;
    private final Supplier<KafkaShareConsumer<byte[], byte[]>> driver;
    private final String topic;
    private final CompletableFuture<Void> handedOver = new CompletableFuture<>();
    private final LinkedBlockingQueue<Settled> settled = new LinkedBlockingQueue<>();

    private volatile int count;
    private volatile boolean fetching;

    private record Settled(QueueDelivery delivery, AcknowledgeType how) {}

    /** One whose thread has this name. */
    public ShareMember(
            String name,
            QueueIntake intake,
            BrokerLink link,
            Receiver receiver,
            Reading reading,
            Clock clock,
            Supplier<KafkaShareConsumer<byte[], byte[]>> driver,
            String topic) {
        super(name);
        this.intake = intake;
        this.link = link;
        this.receiver = receiver;
        this.reading = reading;
        this.clock = clock;
        this.driver = driver;
        this.topic = topic;
    }

    /** How many its receiver has. */
    int open() {
        return count;
    }

    /** Whether its driver may be locking a message at this moment. */
    boolean isFetching() {
        return fetching;
    }

    /** Completes when it hands over nothing more. */
    CompletionStage<Void> handedOver() {
        return handedOver.copy();
    }

    /** What its intake wants has changed. */
    void change() {
        wake();
    }

    void settled(QueueDelivery delivery, Settlement settlement) {
        settled.add(
                new Settled(delivery, settlement == Settlement.ACK ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE));
    }

    // ---- the thread

    @Override
    protected void work() {
        try {
            while (goesOn()) {
                if (intake.takes()) {
                    tryToJoin();
                } else {
                    LockSupport.park(this);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            handedOver.complete(null);
        }
    }

    /** What its driver does not get over, a lock that was lost as well, another does; that one asks for credentials anew. */
    private void tryToJoin() throws InterruptedException {
        try {
            join();
        } catch (RuntimeException e) {
            joinsAnew(topic, e);
        }
    }

    private boolean goesOn() {
        return !isClosed() && !intake.isStopping();
    }

    /**
     * Is a member until nothing is wanted. Then it closes its driver, which else goes on locking messages that others could have, and
     * lets go of them only so.
     */
    private void join() throws InterruptedException {
        KafkaShareConsumer<byte[], byte[]> its = client(driver, "receiving from topic '" + topic + "'");
        if (its == null) {
            return;
        }
        its.setAcknowledgementCommitCallback((offsets, failure) -> {
            if (failure != null) {
                LOG.warn("{} settled messages of topic '{}' come again: {}", offsets.size(), topic, failure.toString());
            }
        });
        Locked locked = new Locked(its, topic, clock);
        try {
            its.subscribe(List.of(topic));
            while (!isClosed() && (!locked.isEmpty() || intake.takes())) {
                step(its, locked);
            }
        } finally {
            leave(its, locked);
        }
    }

    private void leave(KafkaShareConsumer<byte[], byte[]> its, Locked locked) {
        try {
            its.commitSync(Locked.PATIENCE);
        } catch (RuntimeException e) {
            LOG.warn("what was settled last of topic '{}' may come again: {}", topic, e.toString());
        }
        locked.lose();
        count = 0;
        try {
            its.close(Locked.PATIENCE);
        } catch (RuntimeException e) {
            LOG.warn("leaving the group of topic '{}' fails: {}", topic, e.toString());
        }
        fetching = false;
    }

    private void step(KafkaShareConsumer<byte[], byte[]> its, Locked locked) throws InterruptedException {
        if (intake.isStopping()) {
            handedOver.complete(null);
        }
        try {
            if (locked.isEmpty()) {
                fetch(locked);
            } else {
                handOver(locked);
                settle(its, locked);
            }
        } catch (KafkaException e) {
            if (!isOvercome(e)) {
                throw e;
            }
            LOG.warn("receiving from topic '{}' fails: {}", topic, e.toString());
            rest();
        }
        count = locked.open();
    }

    private void fetch(Locked locked) {
        fetching = true;
        locked.fetch(POLL);
        if (!locked.isEmpty()) {
            fetching = false; // the driver asks for no more before these are acknowledged
            handOver(locked);
        }
    }

    /**
     * Gives the receiver what was fetched. While it is paused, that waits here: to release it would count as a delivery. Only what its
     * lock leaves no more time for is released.
     */
    private void handOver(Locked locked) {
        while (locked.holdsSome() && intake.takes()) {
            QueueDelivery delivery = QueueDelivery.of(link, this, locked.next(), reading, clock);
            locked.handedOver(delivery);
            count = locked.open();
            receiver.accept(delivery);
        }
        if (locked.holdsSome() && (intake.isStopping() || locked.untilHalf() <= 0)) {
            awaitNobodyFetches();
            locked.releaseHeld();
        }
    }

    /** What is released while nothing is taken would be fetched by another member of this very intake, and counted once more. */
    private void awaitNobodyFetches() {
        long until = clock.nanos() + Locked.PATIENCE.toNanos();
        while (!intake.takes() && intake.isFetching() && clock.nanos() < until) {
            LockSupport.parkNanos(this, HELD_NANOS);
        }
    }

    private void settle(KafkaShareConsumer<byte[], byte[]> its, Locked locked) throws InterruptedException {
        long most = locked.holdsSome() ? HELD_NANOS : POLL.toNanos();
        Settled next = settled.poll(Math.max(1, Math.min(locked.untilHalf(), most)), TimeUnit.NANOSECONDS);
        boolean any = false;
        for (; next != null; next = settled.poll()) {
            if (next.how() == AcknowledgeType.RELEASE && locked.has(next.delivery())) {
                awaitNobodyFetches();
            }
            any |= locked.settle(next.delivery(), next.how());
        }
        if (any) {
            its.commitAsync(); // else it would come again if this process died while its neighbours are handled
        }
        if (locked.open() > 0 && locked.untilHalf() <= 0) {
            locked.renew(this::isClosed);
        }
    }
}
