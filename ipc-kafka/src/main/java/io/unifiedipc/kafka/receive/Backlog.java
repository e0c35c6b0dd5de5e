package io.unifiedipc.kafka.receive;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records that wait to be handed over: what the receiver has handed back before what it has not seen. Guarded by its intake.
 */
final class Backlog {
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
    /** In the order of the log. */
    private final PriorityQueue<ConsumerRecord<byte[], byte[]>> returned = new PriorityQueue<>(
            (a, b) -> a.offset() != b.offset() ? Long.compare(a.offset(), b.offset()) : a.partition() - b.partition());

    void fetched(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(fetched::add);
    }

    void returned(ConsumerRecord<byte[], byte[]> record) {
        returned.add(record);
    }

    /** The next; null for none. */
    @Nullable
    ConsumerRecord<byte[], byte[]> peek() {
        return returned.isEmpty() ? fetched.peek() : returned.peek();
    }

    /** Whether the next was with the receiver before. */
    boolean isNextAgain() {
        return !returned.isEmpty();
    }

    /** Takes out the next. */
    void remove() {
        if (returned.isEmpty()) {
            fetched.remove();
        } else {
            returned.remove();
        }
    }

    /** How many the receiver has not seen. */
    int unseen() {
        return fetched.size();
    }

    int size() {
        return fetched.size() + returned.size();
    }

    /** Forgets what the receiver has not seen. */
    void forgetUnseen() {
        fetched.clear();
    }

    void forget(Collection<TopicPartition> partitions) {
        fetched.removeIf(each -> partitions.contains(partition(each)));
        returned.removeIf(each -> partitions.contains(partition(each)));
    }

    static TopicPartition partition(ConsumerRecord<?, ?> of) {
        return new TopicPartition(of.topic(), of.partition());
    }
}
