package io.unifiedipc.kafka.receive;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the broker how far an intake has come. Only on the thread of its member. */
final class Commits {
    static final Duration WITHIN = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.kafka");

    private final Consumer<byte[], byte[]> driver;
    private final LogIntake intake;
    private final String topic;
    private boolean onItsWay;

    Commits(Consumer<byte[], byte[]> driver, LogIntake intake, String topic) {
        this.driver = driver;
        this.intake = intake;
        this.topic = topic;
    }

    /**
     * Tells it without waiting. One at a time, as the next tells all that this one does, and more: answers false where one is on
     * its way.
     */
    boolean soon() {
        if (onItsWay) {
            return false;
        }
        Map<TopicPartition, Long> offsets = intake.toCommit();
        if (!offsets.isEmpty()) {
            onItsWay = true;
            driver.commitAsync(told(offsets), (told, failure) -> {
                onItsWay = false;
                if (failure == null) {
                    intake.committed(offsets);
                } // else the next one tells it
            });
        }
        return true;
    }

    /** Tells it, and waits for its answer; all of it, since what is on its way may still fail. */
    void now() {
        Map<TopicPartition, Long> offsets = intake.toCommit();
        boolean again = !offsets.isEmpty();
        while (again) {
            try {
                driver.commitSync(told(offsets), WITHIN);
                intake.committed(offsets);
                again = false;
            } catch (WakeupException e) {
                LOG.debug("a commit for topic '{}' begins anew: a handler has made room meanwhile", topic);
            } catch (RuntimeException e) { // also those by which a driver tells that it is broken
                LOG.warn("of topic '{}' comes again what was settled behind {}: {}", topic, offsets, e.toString());
                again = false;
            }
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> told(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> all = new HashMap<>();
        offsets.forEach((partition, offset) -> all.put(partition, new OffsetAndMetadata(offset)));
        return all;
    }
}
