package io.unifiedipc.kafka.receive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions that the group has given to this member, how far each has come, and how much of it would come again. Guarded by its intake. */
final class Owned {
    private final Map<TopicPartition, Progress> all = new HashMap<>();
    /** Of the record before, while it is ours; null for none. */
    private @Nullable Progress recent;

    private int uncommitted;

    void add(Collection<TopicPartition> partitions) {
        partitions.forEach(each -> all.put(each, new Progress(each)));
        recent = null;
    }

    /** These are somebody else's. Answers what of them is with the receiver. */
    List<LogDelivery> remove(Collection<TopicPartition> partitions) {
        recent = null;
        List<LogDelivery> open = new ArrayList<>();
        for (TopicPartition each : partitions) {
            Progress its = all.remove(each);
            if (its != null) {
                open.addAll(its.open());
                uncommitted -= its.uncommitted();
            }
        }
        return open;
    }

    List<TopicPartition> partitions() {
        return List.copyOf(all.keySet());
    }

    boolean hasOpen(TopicPartition partition) {
        Progress its = all.get(partition);
        return its != null && !its.open().isEmpty();
    }

    /** That of a record's partition, which nearly always is that of the record before; null where it is somebody else's. */
    @Nullable
    Progress of(ConsumerRecord<byte[], byte[]> record) {
        Progress known = recent;
        if (known == null || !known.isOf(record)) {
            known = all.get(Backlog.partition(record));
            recent = known;
        }
        return known;
    }

    /** Whether it is the one that counts: a partition that has come back has another. */
    boolean counts(Progress progress) {
        return all.get(progress.of) == progress;
    }

    /** The receiver gets one that it has never had. */
    void begun(LogDelivery delivery) {
        delivery.progress.begun(delivery);
        uncommitted++;
    }

    /** How many would come again if this process died now. */
    int uncommitted() {
        return uncommitted;
    }

    /** Up to where each partition is settled, where the broker has not confirmed that. */
    Map<TopicPartition, Long> toCommit() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Progress each : all.values()) {
            Long offset = each.toCommit();
            if (offset != null) {
                offsets.put(each.of, offset);
            }
        }
        return offsets;
    }

    /** The broker has confirmed that. */
    void committed(Map<TopicPartition, Long> offsets) {
        offsets.forEach((partition, offset) -> {
            Progress its = all.get(partition);
            if (its != null) {
                uncommitted -= its.committed(offset);
            }
        });
    }
}
