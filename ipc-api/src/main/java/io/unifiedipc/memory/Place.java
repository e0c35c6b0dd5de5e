package io.unifiedipc.memory;

import io.unifiedipc.spi.Envelope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where the messages of one channel are: a queue for commands, one for each group of events. */
final class Place {
    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    Queue queue(String group, int capacity) {
        return queues.computeIfAbsent(group, g -> new Queue(capacity));
    }

    boolean isUnknown() {
        return queues.isEmpty();
    }

    /** Puts a message into every queue, or into none: a sender must be able to tell. Answers whether there was room. */
    boolean offer(Envelope envelope, long deadline) {
        Queue[] all = queues.values().toArray(new Queue[0]);
        if (all.length == 1) {
            return all[0].offer(envelope, deadline);
        }
        for (int i = 0; i < all.length; i++) {
            if (!all[i].reserve()) {
                for (int j = 0; j < i; j++) {
                    all[j].unreserve();
                }
                return false;
            }
        }
        for (Queue queue : all) {
            queue.offerReserved(envelope, deadline);
        }
        return true;
    }
}
