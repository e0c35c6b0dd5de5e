package io.unifiedipc.kafka.receive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far one partition has come, while it is ours: what was handed over, in order, and up to where all of it is settled. One that
 * comes back after it was somebody else's is another object, so that what was handed over before can't count. Guarded by its
 * intake.
 */
final class Progress {
    final TopicPartition of;
    private final ArrayDeque<LogDelivery> handedOver = new ArrayDeque<>();
    /** Settled without a gap behind them, and no commit of them confirmed. */
    private final ArrayDeque<Long> settled = new ArrayDeque<>();

    Progress(TopicPartition of) {
        this.of = of;
    }

    boolean isOf(ConsumerRecord<?, ?> record) {
        return of.partition() == record.partition() && of.topic().equals(record.topic());
    }

    void begun(LogDelivery delivery) {
        handedOver.add(delivery);
    }

    /** One that was handed back is handed over again, in its old place. */
    void replaced(LogDelivery again) {
        List<LogDelivery> all = new ArrayList<>(handedOver);
        handedOver.clear();
        for (LogDelivery each : all) {
            handedOver.add(each.offset() == again.offset() ? again : each);
        }
    }

    /** One has been settled: what is settled without a gap counts. */
    void advance() {
        for (LogDelivery first = handedOver.peek(); first != null && first.acknowledged; first = handedOver.peek()) {
            settled.add(first.offset());
            handedOver.poll();
        }
    }

    /** How many were handed over and would come again to another receiver. */
    int uncommitted() {
        return handedOver.size() + settled.size();
    }

    /** Where the next receiver would begin, if the broker has not confirmed that; null otherwise. */
    @Nullable
    Long toCommit() {
        return settled.isEmpty() ? null : settled.getLast() + 1;
    }

    /** The broker has confirmed a commit. Answers how many can't come again any more. */
    int committed(long offset) {
        int before = settled.size();
        while (!settled.isEmpty() && settled.getFirst() < offset) {
            settled.removeFirst();
        }
        return before - settled.size();
    }

    /** What is with the receiver. */
    List<LogDelivery> open() {
        List<LogDelivery> open = new ArrayList<>();
        for (LogDelivery each : handedOver) {
            if (!each.acknowledged && !each.handedBack) {
                open.add(each);
            }
        }
        return open;
    }
}
