package io.unifiedipc.kafka.topic;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.driver.Brokers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A share group, as an operator would set it up: it begins with the oldest message, and what the broker gives up by itself, since
 * no receiver ever ended it, goes to where our own parked messages are, instead of away.
 */
public final class ShareGroup {
    /** The most that a broker allows. Our own tries are within one delivery. */
    private static final String DELIVERIES = "10";

    /** What a broker says of itself where it has share groups. */
    private static final String FEATURE = "share.version";

    private static final String DEAD_LETTERS = "errors.deadletterqueue.group.enable";

    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.kafka");

    private static final long AGAIN_NANOS = 500_000_000L;

    private final Brokers brokers;
    private final Topics topics;
    private final String topic;
    private final String group;
    private final GroupSettings settings;
    private final String parked;
    private final String member;

    /**
     * The group of a topic, with where it parks.
     *
     * @param member the client id of one that wants to know whether it is in
     */
    public ShareGroup(Brokers brokers, Topics topics, String topic, String group, String parked, String member) {
        this.brokers = brokers;
        this.topics = topics;
        this.topic = topic;
        this.group = group;
        settings = new GroupSettings(brokers, group, settings(parked));
        this.parked = parked;
        this.member = member;
    }

    /** What a topic needs so that a broker writes what it gives up there. */
    static Map<String, String> ofDeadLetters() {
        return Map.of(DEAD_LETTERS, "true");
    }

    /** The same for brokers before 4.4, which write nothing anywhere and refuse what they do not know. */
    static Map<String, String> withoutDeadLetters(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.remove(DEAD_LETTERS);
        return all;
    }

    /**
     * Waits until its topic is there and it is set up, or until that is not wanted any more.
     *
     * @throws IpcException of kind MISCONFIGURED where the brokers have no such groups
     */
    public void begin(BooleanSupplier unwanted) {
        topics.await(topic, false, unwanted);
        while (!unwanted.getAsBoolean() && !isSetUp(unwanted)) {
            LockSupport.parkNanos(
                    AGAIN_NANOS); // without it, what is sent before the first member joins would not be seen
        }
    }

    /** Tries to set it up. Answers false where a broker may only be away. */
    private boolean isSetUp(BooleanSupplier unwanted) {
        try {
            if (Boolean.FALSE.equals(Brokers.answer(brokers.has(FEATURE), unwanted))) {
                throw lacking();
            }
            IpcException amiss = Brokers.answer(topics.ensure(parked).thenCompose(there -> settings.set()), unwanted);
            if (amiss != null) {
                LOG.warn("{}", amiss.getMessage());
            }
            return true;
        } catch (CompletionException e) {
            boolean passes = e.getCause() instanceof RetriableException
                    || (e.getCause() instanceof IpcException why && why.kind() == Kind.UNREACHABLE);
            LOG.warn(
                    "group '{}' is not set up, so messages from before it, and those that a broker gives up, may not be seen{}: {}",
                    group,
                    passes ? "; it is tried again" : "",
                    String.valueOf(e.getCause()));
            return !passes;
        }
    }

    private static Map<String, String> settings(String parked) {
        return Map.of(
                "share.auto.offset.reset",
                "earliest",
                "share.delivery.count.limit",
                DELIVERIES,
                "errors.deadletterqueue.topic.name",
                parked,
                "errors.deadletterqueue.copy.record.enable",
                "true");
    }

    /** What of it is not as it should be; null where nothing is. */
    public CompletionStage<@Nullable IpcException> problem() {
        return brokers.has(FEATURE)
                .thenCompose(has ->
                        Boolean.FALSE.equals(has) ? CompletableFuture.completedFuture(lacking()) : settings.problem());
    }

    private IpcException lacking() {
        return IpcException.of(
                Kind.MISCONFIGURED,
                Executed.NO,
                "group '" + group
                        + "': mode: queue needs share groups (KIP-932), which brokers have from 4.2 on, with the feature "
                        + FEATURE + " at 1 or later: say mode: log, or upgrade the brokers");
    }

    /** What it is called. */
    public String name() {
        return group;
    }

    /** How many messages are not done yet; -1 where nobody can tell now. Waits for the brokers to tell, or until that is not wanted. */
    public long lag(BooleanSupplier unwanted) {
        try {
            Long lag = Brokers.answer(
                    brokers.ask(admin -> admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                                    .partitionsToOffsetInfo(group))
                            .thenApply(all -> all.values().stream()
                                    .mapToLong(each -> each.lag().orElse(-1L))
                                    .reduce(0, (sum, each) -> sum < 0 || each < 0 ? -1 : sum + each)),
                    unwanted);
            return lag == null ? -1 : lag;
        } catch (CompletionException e) {
            return -1; // it is asked again
        }
    }

    /** Whether the brokers know the member, and give it messages. Waits for them to tell, or until that is not wanted. */
    public boolean isMember(BooleanSupplier unwanted) {
        try {
            return Boolean.TRUE.equals(Brokers.answer(
                    brokers.ask(admin ->
                                    admin.describeShareGroups(List.of(group)).all())
                            .thenApply(all -> all.values().stream()
                                    .flatMap(each -> each.members().stream())
                                    .anyMatch(each -> each.clientId().equals(member)
                                            && !each.assignment()
                                                    .topicPartitions()
                                                    .isEmpty())),
                    unwanted));
        } catch (CompletionException e) {
            return false; // it is asked again
        }
    }
}
