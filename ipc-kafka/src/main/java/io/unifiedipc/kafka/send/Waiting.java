package io.unifiedipc.kafka.send;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.wire.Records;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the driver can't take yet, in order for each topic and bounded in bytes. Any thread. */
final class Waiting {
    private final long most;
    /** A topic is in here while something of it waits. */
    private final Map<String, Queue> byTopic = new LinkedHashMap<>();

    private long bytes;
    private @Nullable IpcException over;
    private volatile boolean any;

    /** What is known about where the first of a topic is to go. */
    enum Asked {
        NOTHING,
        TOPIC,
        TOPIC_AND_PARTITION
    }

    private static final class Queue {
        private final ArrayDeque<Sending> records = new ArrayDeque<>();
        private boolean asked;
        /** One for a partition, of which it was asked whether that is there. */
        private @Nullable Sending checked;
    }

    Waiting(long most) {
        this.most = most;
    }

    boolean any() {
        return any;
    }

    boolean any(String topic) {
        if (!any) {
            return false;
        }
        synchronized (this) {
            return byTopic.containsKey(topic);
        }
    }

    /** Takes one, or fails it. Answers whether it waits now. */
    boolean add(Sending sending) {
        IpcException refusal = refusal(sending);
        if (refusal != null) {
            sending.transfer.fail(refusal);
            return false;
        }
        sending.transfer.onCancel(() -> giveUp(sending));
        return true;
    }

    private synchronized @Nullable IpcException refusal(Sending sending) {
        if (over != null) {
            return over;
        }
        long size = Records.bytes(sending.at);
        if (bytes + size > most) {
            return IpcException.of(
                    Kind.OVERLOADED,
                    Executed.NO,
                    bytes + " bytes wait for the broker already, and " + size + " more are over the " + most
                            + " of transports.kafka.buffer");
        }
        bytes += size;
        byTopic.computeIfAbsent(sending.at.topic(), t -> new Queue()).records.add(sending);
        any = true;
        return null;
    }

    /** Its sender waits no more: it never leaves, unless it is leaving at this moment. */
    private void giveUp(Sending sending) {
        if (remove(sending)) {
            sending.givenUp();
        }
    }

    /** Takes one out that is not leaving at this moment. Answers whether it was there. */
    boolean remove(Sending sending) {
        return remove(sending, false);
    }

    private synchronized boolean remove(Sending sending, boolean leaving) {
        Queue queue = byTopic.get(sending.at.topic());
        if (queue == null || sending.leaving != leaving || !queue.records.remove(sending)) {
            return false;
        }
        bytes -= Records.bytes(sending.at);
        if (queue.records.isEmpty()) {
            byTopic.remove(sending.at.topic());
            any = !byTopic.isEmpty();
        }
        return true;
    }

    // ---- leaving: it keeps its place meanwhile, so that nobody overtakes it

    /** The first of each topic. */
    synchronized List<Sending> heads() {
        List<Sending> heads = new ArrayList<>();
        byTopic.values().forEach(queue -> heads.add(queue.records.peek()));
        return heads;
    }

    synchronized @Nullable Sending head(String topic) {
        Queue queue = byTopic.get(topic);
        return queue == null ? null : queue.records.peek();
    }

    /** It is given to the driver now, and can't be given up. Answers false where it is not the first any more. */
    synchronized boolean leaves(Sending sending) {
        boolean there = head(sending.at.topic()) == sending;
        sending.leaving = there;
        return there;
    }

    /** The driver has not taken it. */
    void stays(Sending sending) {
        synchronized (this) {
            sending.leaving = false;
        }
        sending.transfer.onCancel(() -> giveUp(sending)); // at once, where that was asked for meanwhile
    }

    /** The driver has it. */
    void left(Sending sending) {
        var unused = remove(sending, true);
    }

    // ---- what was asked about where it goes

    /** What was asked before for this one, which is the first of its topic; now the rest is. */
    synchronized Asked ask(Sending head) {
        Queue queue = byTopic.get(head.at.topic());
        if (queue == null) {
            return Asked.TOPIC_AND_PARTITION;
        }
        boolean all = queue.asked && (head.at.partition() == null || queue.checked == head);
        Asked before = all ? Asked.TOPIC_AND_PARTITION : queue.asked ? Asked.TOPIC : Asked.NOTHING;
        queue.asked = true;
        queue.checked = head;
        return before;
    }

    /** No more is known about a topic than this. */
    synchronized void forget(String topic, Asked known) {
        Queue queue = byTopic.get(topic);
        if (queue != null) {
            queue.asked = known != Asked.NOTHING;
            queue.checked = null;
        }
    }

    // ---- none of it leaves

    void failAll(IpcException failure) {
        topics().forEach(topic -> failAll(topic, failure));
    }

    void failAll(String topic, IpcException failure) {
        for (Sending each = head(topic); each != null && remove(each); each = head(topic)) {
            each.transfer.fail(failure);
        }
    }

    /** Nothing waits any more, nor will. */
    void close(IpcException failure) {
        synchronized (this) {
            over = failure;
        }
        failAll(failure);
    }

    private synchronized List<String> topics() {
        return List.copyOf(byTopic.keySet());
    }
}
