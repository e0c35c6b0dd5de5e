package io.unifiedipc.kafka.receive;

import io.unifiedipc.IpcException;
import io.unifiedipc.kafka.driver.DriverLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a consumer group, with the one thread that may use its driver. It polls on whatever handlers do, so that a slow one
 * is never taken for a dead one; where nothing more is wanted it polls with its partitions paused.
 */
public final class Member extends DriverLoop implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.kafka");
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration COMMIT = Duration.ofSeconds(5);
    private static final long REVOKE_NANOS = 3_000_000_000L;
    private static final long MEASURE_NANOS = 500_000_000L;
    /** A commit costs a request: so often where there is little to commit. */
    private static final long COMMIT_NANOS = 100_000_000L;

    private final Function<BooleanSupplier, ? extends Consumer<byte[], byte[]>> driver;
    private final String topic;
    private final Awaited wanted;
    private final LogIntake intake;
    private long measured = System.nanoTime() - MEASURE_NANOS;
    private long committed = System.nanoTime() - COMMIT_NANOS;
    private boolean resting;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private @Nullable Commits commits;

    /** What must be there before it joins. */
    @FunctionalInterface
    public interface Awaited {
        /** Waits for it on the calling thread, or until that is not wanted any more. */
        void await(BooleanSupplier unwanted);
    }

    /**
     * One whose thread has this name. What is with the receiver when it is closed is lost by it.
     *
     * @param driver makes one, as long as that is not unwanted
     */
    public Member(
            String name,
            Function<BooleanSupplier, ? extends Consumer<byte[], byte[]>> driver,
            String topic,
            Awaited wanted,
            LogIntake intake) {
        super(name);
        this.driver = driver;
        this.topic = topic;
        this.wanted = wanted;
        this.intake = intake;
    }

    @Override
    protected void wakeClient() {
        Consumer<byte[], byte[]> its = consumer;
        if (its != null) {
            its.wakeup();
        }
    }

    // ---- the thread

    @Override
    protected void work() {
        String purpose = "receiving from topic '" + topic + "'";
        try {
            wanted.await(() -> isClosed() || intake.isThrough()); // else it would look ready
            Consumer<byte[], byte[]> its = client(this::made, purpose);
            while (its != null) {
                receive(its);
                // Who was let in once is let in again, perhaps with credentials that are on their way.
                its = isClosed() || intake.isThrough() ? null : client(this::made, purpose, refusal -> {});
            }
        } catch (IpcException e) {
            LOG.error("topic '{}' can't be received: {}", topic, e.getMessage());
            intake.unreadable(e);
        } catch (RuntimeException | Error e) {
            LOG.error("receiving from topic '{}' has ended", topic, e);
            intake.unreadable(e);
        }
    }

    private Consumer<byte[], byte[]> made() {
        return driver.apply(this::isClosed);
    }

    /** Until nothing more is wanted, or the driver can't go on. */
    private void receive(Consumer<byte[], byte[]> its) {
        Commits settled = new Commits(its, intake, topic);
        commits = settled;
        consumer = its;
        resting = false;
        try {
            its.subscribe(List.of(topic), this);
            while (!isClosed() && !intake.isThrough()) {
                step(its, settled);
            }
        } catch (RuntimeException e) {
            joinsAnew(topic, e);
        } finally {
            leave(its, settled);
        }
    }

    private void leave(Consumer<byte[], byte[]> its, Commits settled) {
        settled.now();
        intake.loses(intake.owned());
        try {
            its.close(CloseOptions.timeout(COMMIT));
        } catch (RuntimeException e) {
            LOG.warn("leaving the group of topic '{}' fails: {}", topic, e.toString());
        }
    }

    private void step(Consumer<byte[], byte[]> its, Commits settled) {
        try {
            if (intake.wantsMore()) {
                resting = resting && !unlessTakenAway(() -> its.resume(its.paused()));
            } else {
                resting = true;
                var unused =
                        unlessTakenAway(() -> its.pause(its.assignment())); // also of partitions that have come since
                intake.whenHungry(its::wakeup);
            }
            ConsumerRecords<byte[], byte[]> records = its.poll(POLL);
            intake.fetched(records);
            commit(settled);
            measure(its);
        } catch (WakeupException e) {
            commit(settled); // something was settled, or this is to end
        } catch (KafkaException e) {
            if (!isOvercome(e)) {
                throw e;
            }
            LOG.warn("receiving from topic '{}' fails: {}", topic, e.toString());
            rest();
        }
    }

    /**
     * Asks the driver something about its partitions. A thread of its own may take them away at any moment, also between two of our
     * calls, and then it throws: whoever asks does so again after the next poll, which tells of the partitions that are left.
     *
     * @return whether it was asked
     */
    private static boolean unlessTakenAway(Runnable question) {
        try {
            question.run();
            return true;
        } catch (IllegalStateException e) {
            LOG.debug("a partition was taken away just now: {}", e.toString());
            return false;
        }
    }

    /** Now and then, and soon enough that nobody waits for room. */
    private void commit(Commits settled) {
        long now = System.nanoTime();
        if ((now - committed >= COMMIT_NANOS || intake.fillsUp()) && settled.soon()) {
            committed = now;
        }
    }

    /** Asks how much there is: what the driver knows by itself is of its last fetch, and nothing is fetched while it is paused. */
    private void measure(Consumer<byte[], byte[]> its) {
        long now = System.nanoTime();
        if (now - measured < MEASURE_NANOS) {
            return;
        }
        measured = now;
        try {
            var unused = unlessTakenAway(() -> intake.lag(lag(its)));
        } catch (TimeoutException e) {
            intake.lag(-1); // nobody can tell now
        }
    }

    private static long lag(Consumer<byte[], byte[]> its) {
        long sum = 0;
        for (var end : its.endOffsets(its.assignment(), COMMIT).entrySet()) {
            sum += end.getValue() - its.position(end.getKey(), COMMIT);
        }
        return sum;
    }

    // ---- what the group decides, told on this thread within poll and close

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        intake.owns(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        Commits its = commits;
        if (its != null && !partitions.isEmpty()) {
            if (!isClosed() && !intake.drains(partitions, REVOKE_NANOS)) {
                LOG.info("handlers of {} still run, and others will get their messages, too", partitions);
            }
            its.now();
        }
        intake.loses(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        LOG.warn(
                "{} were taken away, as the group has not heard of this member in time: what is not committed comes again",
                partitions);
        intake.loses(partitions);
    }
}
