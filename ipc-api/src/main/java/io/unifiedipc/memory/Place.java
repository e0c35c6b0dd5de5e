package io.unifiedipc.memory;

import io.unifiedipc.spi.Envelope;
import java.util.HashMap;
import java.util.Map;

/** Where the messages of one channel are: a queue for commands, one for each group of events. */
final class Place {
    private final Map<String, Queue> queues = new HashMap<>();
    private volatile Queue[] all = {};

    synchronized Queue queue(String group, int capacity) {
        Queue queue = queues.computeIfAbsent(group, g -> new Queue(capacity));
        all = queues.values().toArray(new Queue[0]);
        return queue;
    }

    boolean isUnknown() {
        return all.length == 0;
    }

    /** Puts a message into every queue, or into none: a sender must be able to tell. Answers whether there was room. */
    boolean offer(Envelope envelope, long deadline) {
        Queue[] now = all;
        if (now.length == 1) {
            return now[0].offer(envelope, deadline);
        }
        for (int i = 0; i < now.length; i++) {
            if (!now[i].reserve()) {
                for (int j = 0; j < i; j++) {
                    now[j].unreserve();
                }
                return false;
            }
        }
        for (Queue queue : now) {
            queue.offerReserved(envelope, deadline);
        }
        return true;
    }
}
