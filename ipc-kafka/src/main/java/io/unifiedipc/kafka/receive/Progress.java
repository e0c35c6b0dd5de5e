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
    /** Settled without a gap behind them, and no commit of them confirmed: how many, and the last. */
    private int settled;

    private long lastSettled;
    /** Those that were to be committed last, and the offset that tells so. */
    private int asked;

    private long askedOffset = -1;

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
            settled++;
            lastSettled = first.offset();
            handedOver.poll();
        }
    }

    /** How many were handed over and would come again to another receiver. */
    int uncommitted() {
        return handedOver.size() + settled;
    }

    /** Where the next receiver would begin, if the broker has not confirmed that; null otherwise. It is told to the broker now. */
    @Nullable
    Long toCommit() {
        if (settled == 0) {
            return null;
        }
        asked = settled;
        askedOffset = lastSettled + 1;
        return askedOffset;
    }

    /**
     * The broker has confirmed a commit. Answers how many can't come again any more: none where another has been asked for since,
     * which tells of these, too.
     */
    int committed(long offset) {
        if (offset != askedOffset) {
            return 0;
        }
        int confirmed = asked;
        settled -= confirmed;
        asked = 0;
        askedOffset = -1;
        return confirmed;
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
