package io.unifiedipc.kafka.receive;

import io.unifiedipc.kafka.driver.DriverLoop;
import io.unifiedipc.kafka.wire.Reading;
import io.unifiedipc.spi.BrokerLink;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Receiver;
import io.unifiedipc.spi.Settlement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
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
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final long HELD_NANOS = 10_000_000L;
    private static final int LOCK_MILLIS = 30_000;

    private final QueueIntake intake;
    private final BrokerLink link;
    private final Receiver receiver;
    private final Reading reading;
    private final Clock clock;
    private final Supplier<KafkaShareConsumer<byte[], byte[]>> driver;
    private final String topic;
    private final CompletableFuture<Void> handedOver = new CompletableFuture<>();
    private final LinkedBlockingQueue<Settled> settled = new LinkedBlockingQueue<>();

    /** What its receiver has. Only its thread's. */
    private final Set<QueueDelivery> open = new LinkedHashSet<>();
    /** What it does not have yet, of the same batch. Only its thread's. */
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> held = new ArrayDeque<>();

    private volatile int count;
    private volatile boolean fetching;
    /** When the locks of what is open were taken. */
    private long locked;

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

    /** What its driver makes of a lock that was lost can't be mended but by another driver. */
    private void tryToJoin() throws InterruptedException {
        try {
            join();
        } catch (RuntimeException e) {
            LOG.warn("a member of the group of topic '{}' leaves it, and joins it anew", topic, e);
            rest();
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
        try {
            its.subscribe(List.of(topic));
            while (!isClosed() && (hasSome() || intake.takes())) {
                step(its);
            }
            its.commitSync(CLOSE);
        } catch (KafkaException e) {
            LOG.warn("leaving the group of topic '{}' fails: {}", topic, e.toString());
        } finally {
            leave(its);
        }
    }

    private void leave(KafkaShareConsumer<byte[], byte[]> its) {
        held.clear();
        open.forEach(QueueDelivery::lose);
        open.clear();
        count = 0;
        try {
            its.close(CLOSE);
        } catch (KafkaException e) {
            LOG.warn("closing a member of the group of topic '{}' fails: {}", topic, e.toString());
        }
        fetching = false;
    }

    private boolean hasSome() {
        return !open.isEmpty() || !held.isEmpty();
    }

    private void step(KafkaShareConsumer<byte[], byte[]> its) throws InterruptedException {
        if (intake.isStopping()) {
            handedOver.complete(null);
        }
        try {
            if (hasSome()) {
                handOver(its);
                settle(its);
            } else {
                fetch(its);
            }
        } catch (KafkaException e) {
            LOG.warn("receiving from topic '{}' fails: {}", topic, e.toString());
            rest();
        }
        count = open.size();
    }

    private void fetch(KafkaShareConsumer<byte[], byte[]> its) {
        fetching = true;
        locked = clock.nanos();
        its.poll(POLL).forEach(held::add);
        if (!held.isEmpty()) {
            fetching = false; // the driver asks for no more before these are acknowledged
            handOver(its);
        }
    }

    /**
     * Gives the receiver what was fetched. While it is paused, that waits here: to release it would count as a delivery. Only what its
     * lock leaves no more time for is released.
     */
    private void handOver(KafkaShareConsumer<byte[], byte[]> its) {
        while (!held.isEmpty() && intake.takes()) {
            QueueDelivery delivery = QueueDelivery.of(link, this, held.remove(), reading, clock);
            open.add(delivery);
            count = open.size();
            receiver.accept(delivery);
        }
        if (!held.isEmpty() && (intake.isStopping() || untilHalf(its) <= 0)) {
            awaitNobodyFetches();
            held.forEach(each -> acknowledge(its, each, AcknowledgeType.RELEASE));
            held.clear();
        }
    }

    /** What is released while nothing is taken would be fetched by another member of this very intake, and counted once more. */
    private void awaitNobodyFetches() {
        long until = clock.nanos() + CLOSE.toNanos();
        while (!intake.takes() && intake.isFetching() && clock.nanos() < until) {
            LockSupport.parkNanos(this, HELD_NANOS);
        }
    }

    private long untilHalf(KafkaShareConsumer<byte[], byte[]> its) {
        long half = 1_000_000L * its.acquisitionLockTimeoutMs().orElse(LOCK_MILLIS) / 2;
        return locked + half - clock.nanos();
    }

    private void settle(KafkaShareConsumer<byte[], byte[]> its) throws InterruptedException {
        long most = held.isEmpty() ? POLL.toNanos() : HELD_NANOS;
        Settled next = settled.poll(Math.max(1, Math.min(untilHalf(its), most)), TimeUnit.NANOSECONDS);
        boolean any = false;
        for (; next != null; next = settled.poll()) {
            if (open.remove(next.delivery())) {
                if (next.how() == AcknowledgeType.RELEASE) {
                    awaitNobodyFetches();
                }
                any |= acknowledge(its, next.delivery().acquired, next.how());
            }
        }
        if (any) {
            its.commitAsync(); // else it would come again if this process died while its neighbours are handled
        }
        if (!open.isEmpty() && untilHalf(its) <= 0) {
            renew(its);
        }
    }

    /** Answers whether its lock is still ours. */
    private boolean acknowledge(
            KafkaShareConsumer<byte[], byte[]> its, ConsumerRecord<byte[], byte[]> record, AcknowledgeType how) {
        try {
            its.acknowledge(record, how);
            return true;
        } catch (IllegalStateException e) {
            LOG.warn("a message of topic '{}' comes again: {}", topic, e.toString());
            return false;
        }
    }

    /**
     * Renews the locks of all that is open. Until a poll has brought them back they can't be acknowledged; one that does not come
     * back is somebody else's.
     */
    private void renew(KafkaShareConsumer<byte[], byte[]> its) {
        Set<QueueDelivery> absent = new LinkedHashSet<>(open);
        open.forEach(each -> acknowledge(its, each.acquired, AcknowledgeType.RENEW));
        its.commitSync(CLOSE);
        locked = clock.nanos();
        long until = locked + untilHalf(its);
        boolean fresh = false;
        while (!absent.isEmpty() && !fresh && clock.nanos() < until && !isClosed()) {
            for (ConsumerRecord<byte[], byte[]> each : its.poll(Duration.ZERO)) {
                QueueDelivery known = find(absent, each);
                if (known == null) {
                    fresh = held.add(each);
                } else {
                    known.acquired = each;
                    absent.remove(known);
                }
            }
        }
        for (QueueDelivery each : absent) {
            open.remove(each);
            each.lose();
        }
    }

    private static @Nullable QueueDelivery find(Set<QueueDelivery> among, ConsumerRecord<byte[], byte[]> record) {
        return among.stream().filter(each -> each.is(record)).findFirst().orElse(null);
    }
}
