package io.unifiedipc.kafka.receive;

import io.unifiedipc.kafka.driver.DriverLoop;
import io.unifiedipc.kafka.topic.ParkedTopic;
import io.unifiedipc.kafka.topic.ShareGroup;
import io.unifiedipc.spi.BrokerLink;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Receiver;
import io.unifiedipc.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
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
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a share group (<a href="https://cwiki.apache.org/confluence/display/KAFKA/KIP-932%3A+Queues+for+Kafka">KIP-932</a>): each
 * message is locked for it, acknowledged by itself, and counted. The driver gives nothing more while a message of the last batch is
 * open, so the window is a batch; what takes longer than half its lock has the lock renewed.
 */
public final class QueueIntake extends DriverLoop implements Intake.Parking {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.kafka");
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final long PAUSED_NANOS = 20_000_000L;
    private static final int LOCK_MILLIS = 30_000;

    private final BrokerLink link;
    private final Receiver receiver;
    private final Clock clock;
    private final ParkedTopic parked;
    private final Supplier<KafkaShareConsumer<byte[], byte[]>> driver;
    private final String topic;
    private final ShareGroup group;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private final LinkedBlockingQueue<Settled> settled = new LinkedBlockingQueue<>();
    /** Only its thread's. */
    private final Set<QueueDelivery> open = new LinkedHashSet<>();

    /** When the locks of what is open were taken. */
    private long locked;

    private volatile boolean paused;
    private volatile boolean stopping;

    private record Settled(QueueDelivery delivery, AcknowledgeType how) {}

    /** One whose thread has this name. */
    public QueueIntake(
            String name,
            BrokerLink link,
            Receiver receiver,
            Clock clock,
            ParkedTopic parked,
            Supplier<KafkaShareConsumer<byte[], byte[]>> driver,
            String topic,
            ShareGroup group) {
        super(name);
        this.link = link;
        this.receiver = receiver;
        this.clock = clock;
        this.parked = parked;
        this.driver = driver;
        this.topic = topic;
        this.group = group;
    }

    void settled(QueueDelivery delivery, Settlement settlement) {
        settled.add(
                new Settled(delivery, settlement == Settlement.ACK ? AcknowledgeType.ACCEPT : AcknowledgeType.RELEASE));
    }

    // ---- the thread

    @Override
    protected void work() {
        try {
            group.begin(() -> isClosed() || stopping);
            KafkaShareConsumer<byte[], byte[]> its = client(driver, "receiving from topic '" + topic + "'");
            if (its != null) {
                receive(its);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("receiving from topic '{}' has ended", topic, e);
            ready.completeExceptionally(e);
        } finally {
            stopped.complete(null);
        }
    }

    private void receive(KafkaShareConsumer<byte[], byte[]> its) throws InterruptedException {
        its.setAcknowledgementCommitCallback((offsets, failure) -> {
            if (failure != null) {
                LOG.warn("{} settled messages of topic '{}' come again: {}", offsets.size(), topic, failure.toString());
            }
        });
        try {
            its.subscribe(List.of(topic));
            while (!isClosed() && !(stopping && open.isEmpty())) {
                if (stopping) {
                    stopped.complete(null);
                }
                step(its);
            }
            its.commitSync(CLOSE);
        } finally {
            open.forEach(QueueDelivery::lose);
            its.close(CLOSE);
        }
    }

    private void step(KafkaShareConsumer<byte[], byte[]> its) throws InterruptedException {
        try {
            if (!open.isEmpty()) {
                acknowledge(its);
            } else if (paused) {
                its.commitAsync();
                LockSupport.parkNanos(this, PAUSED_NANOS);
            } else {
                fetch(its);
            }
        } catch (WakeupException e) {
            // something has changed, as the loop sees
        } catch (KafkaException e) {
            LOG.warn("receiving from topic '{}' fails: {}", topic, e.toString());
            rest();
        }
    }

    private void fetch(KafkaShareConsumer<byte[], byte[]> its) {
        List<QueueDelivery> batch = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> each : its.poll(POLL)) {
            batch.add(QueueDelivery.of(link, this, each, clock));
        }
        if (!ready.isDone() && group.isMember()) {
            ready.complete(null);
        }
        open.addAll(batch);
        locked = clock.nanos();
        batch.forEach(receiver::accept);
    }

    private void acknowledge(KafkaShareConsumer<byte[], byte[]> its) throws InterruptedException {
        long half = 1_000_000L * its.acquisitionLockTimeoutMs().orElse(LOCK_MILLIS) / 2;
        long left = locked + half - clock.nanos();
        Settled next = settled.poll(Math.max(1, Math.min(left, POLL.toNanos())), TimeUnit.NANOSECONDS);
        for (; next != null; next = settled.poll()) {
            if (open.remove(next.delivery())) {
                acknowledge(its, next);
            }
        }
        if (open.isEmpty()) {
            its.commitAsync();
        } else if (locked + half - clock.nanos() <= 0) {
            renew(its);
        }
    }

    private void acknowledge(KafkaShareConsumer<byte[], byte[]> its, Settled one) {
        try {
            its.acknowledge(one.delivery().acquired, one.how());
        } catch (IllegalStateException e) { // its lock is not ours any more
            LOG.warn("a settled message of topic '{}' comes again: {}", topic, e.toString());
        }
    }

    /**
     * Renews the locks of all that is open. Until a poll has brought them back they can't be acknowledged; one that does not come
     * back is somebody else's.
     */
    private void renew(KafkaShareConsumer<byte[], byte[]> its) {
        open.forEach(each -> its.acknowledge(each.acquired, AcknowledgeType.RENEW));
        its.commitSync();
        locked = clock.nanos();
        long until = locked + 1_000_000L * its.acquisitionLockTimeoutMs().orElse(LOCK_MILLIS) / 2;
        Set<QueueDelivery> absent = new LinkedHashSet<>(open);
        List<QueueDelivery> fresh = new ArrayList<>();
        while (!absent.isEmpty() && fresh.isEmpty() && clock.nanos() < until && !isClosed()) {
            for (ConsumerRecord<byte[], byte[]> each : its.poll(Duration.ZERO)) {
                QueueDelivery known = find(absent, each);
                if (known == null) {
                    fresh.add(QueueDelivery.of(link, this, each, clock));
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
        if (stopping) {
            fresh.forEach(each -> its.acknowledge(each.acquired, AcknowledgeType.RELEASE));
            return;
        }
        open.addAll(fresh);
        fresh.forEach(receiver::accept);
    }

    private static @Nullable QueueDelivery find(Set<QueueDelivery> among, ConsumerRecord<byte[], byte[]> record) {
        return among.stream().filter(each -> each.is(record)).findFirst().orElse(null);
    }

    // ---- what core asks

    @Override
    public CompletionStage<Void> ready() {
        return ready.copy();
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        wake();
    }

    @Override
    public CompletionStage<Void> stop() {
        stopping = true;
        wake();
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
}
