package io.unifiedipc.kafka.receive;

import io.unifiedipc.spi.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that a driver has locked for its member: some are with the receiver, others are held for it. Their locks were taken,
 * and are renewed, together. Only on the member's thread.
 */
final class Locked {
    /** How long leaving, or telling the broker something that must be told, may take. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.kafka");
    private static final int LOCK_MILLIS = 30_000;

    private final ShareConsumer<byte[], byte[]> driver;
    private final String topic;
    private final Clock clock;
    private final Set<QueueDelivery> open = new LinkedHashSet<>();
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> held = new ArrayDeque<>();
    private long since;

    Locked(ShareConsumer<byte[], byte[]> driver, String topic, Clock clock) {
        this.driver = driver;
        this.topic = topic;
        this.clock = clock;
    }

    /** Asks the driver for more, which gives nothing while there are any. */
    void fetch(Duration within) {
        since = clock.nanos();
        driver.poll(within).forEach(held::add);
    }

    boolean isEmpty() {
        return open.isEmpty() && held.isEmpty();
    }

    /** How many the receiver has. */
    int open() {
        return open.size();
    }

    /** Whether there are some that the receiver does not have. */
    boolean holdsSome() {
        return !held.isEmpty();
    }

    /** The next of these, to be handed over. */
    ConsumerRecord<byte[], byte[]> next() {
        return held.remove();
    }

    /** The receiver gets it. */
    void handedOver(QueueDelivery delivery) {
        open.add(delivery);
    }

    boolean has(QueueDelivery delivery) {
        return open.contains(delivery);
    }

    /** The receiver is through with it. Answers whether its lock was still ours. */
    boolean settle(QueueDelivery delivery, AcknowledgeType how) {
        return open.remove(delivery) && acknowledge(delivery.acquired, how);
    }

    /** Gives back what the receiver does not have. */
    void releaseHeld() {
        held.forEach(each -> acknowledge(each, AcknowledgeType.RELEASE));
        held.clear();
    }

    private boolean acknowledge(ConsumerRecord<byte[], byte[]> record, AcknowledgeType how) {
        try {
            driver.acknowledge(record, how);
            return true;
        } catch (IllegalStateException e) {
            LOG.warn("a message of topic '{}' comes again: {}", topic, e.toString());
            return false;
        }
    }

    // ---- time

    /** How long it is until half of what the locks last is over; negative where it is. */
    long untilHalf() {
        long half = 1_000_000L * driver.acquisitionLockTimeoutMs().orElse(LOCK_MILLIS) / 2;
        return since + half - clock.nanos();
    }

    /**
     * Renews the locks of all that the receiver has. Until a poll has brought them back they can't be acknowledged; one that does not
     * come back is somebody else's.
     */
    void renew(BooleanSupplier unwanted) {
        Set<QueueDelivery> absent = new LinkedHashSet<>(open);
        open.forEach(each -> acknowledge(each.acquired, AcknowledgeType.RENEW));
        driver.commitSync(PATIENCE);
        since = clock.nanos();
        long until = since + untilHalf();
        boolean fresh = false;
        while (!absent.isEmpty() && !fresh && clock.nanos() < until && !unwanted.getAsBoolean()) {
            for (ConsumerRecord<byte[], byte[]> each : driver.poll(Duration.ZERO)) {
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

    /** They are the broker's again. */
    void lose() {
        held.clear();
        open.forEach(QueueDelivery::lose);
        open.clear();
    }
}
