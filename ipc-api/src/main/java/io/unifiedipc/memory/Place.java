package io.unifiedipc.memory;

import io.unifiedipc.spi.Envelope;
import java.util.Map;
import java.util.TreeMap;

/** Where the messages of one channel are: a queue for commands, one for each group of events. */
final class Place {
    final String name;
    final Profile profile;
    private final MemoryBroker broker;
    private final Map<String, Store> stores = new TreeMap<>();
    private volatile Store[] all = {};

    /** Who receives where nothing is stored. */
    final Peers peers = new Peers();

    Place(MemoryBroker broker, String name, Profile profile) {
        this.broker = broker;
        this.name = name;
        this.profile = profile;
    }

    synchronized Store store(String group, int capacity) {
        Store store = stores.computeIfAbsent(group, g -> make(g.isEmpty() ? name : name + "." + g, capacity));
        all = stores.values().toArray(new Store[0]);
        return store;
    }

    private Store make(String full, int capacity) {
        return profile.storage() == Profile.Storage.LOG
                ? new Log(broker, full, profile, capacity)
                : new Queue(broker, full, profile, capacity);
    }

    /** Every connection has broken. */
    void dropped() {
        for (Store each : all) {
            each.dropped();
        }
    }

    boolean isUnknown() {
        return all.length == 0;
    }

    long unsettled() {
        return peers.underWay() + stored();
    }

    long stored() {
        long sum = 0;
        for (Store each : all) {
            sum += each.unsettled();
        }
        return sum;
    }

    long arrived() {
        long sum = 0;
        for (Store each : all) {
            sum += each.arrived();
        }
        return sum;
    }

    /** Puts a message into every queue, or into none: a sender must be able to tell. Answers whether there was room. */
    boolean offer(Envelope envelope, long deadline) {
        Store[] now = all;
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
        for (Store store : now) {
            store.offerReserved(envelope, deadline);
        }
        return true;
    }
}
