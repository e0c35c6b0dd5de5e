package io.unifiedipc.kafka.receive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
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
    private long settledTo = -1;
    private long told = -1;

    Progress(TopicPartition of) {
        this.of = of;
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
            settledTo = first.offset() + 1;
            handedOver.poll();
        }
    }

    /** How many were handed over and would come again to another receiver. */
    int uncommitted() {
        return handedOver.size();
    }

    /** Where the next receiver would begin, if that has changed since it was told; null otherwise. */
    @Nullable
    Long toTell() {
        return settledTo > told ? settledTo : null;
    }

    void told(long offset) {
        told = Math.max(told, offset);
    }

    /** The broker may not have heard of it. */
    void untold() {
        told = -1;
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
