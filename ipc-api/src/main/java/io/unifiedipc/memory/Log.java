package io.unifiedipc.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log in partitions. A partition belongs to one receiver; when one comes or goes, as few as possible move. What a receiver
 * had unsettled of one that moves is lost by it, and the next begins at what was committed.
 */
final class Log extends Store {
    private final Partition[] partitions;
    private final List<MemoryIntake> members = new ArrayList<>();
    private final Set<MemoryIntake> stopping = new HashSet<>();
    private int last;
    private int turn;

    Log(MemoryBroker broker, String name, Profile profile, int capacity) {
        super(broker, name, profile, capacity);
        partitions = new Partition[profile.partitions()];
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = new Partition();
        }
    }

    @Override
    void add(Stored message) {
        if (message.key == null) {
            last = (last + 1) % partitions.length;
            message.partition = last;
        } else {
            int hash = message.key.hashCode() * 0x9e3779b9;
            message.partition = Math.floorMod(hash ^ (hash >>> 16), partitions.length);
        }
        partitions[message.partition].add(message);
    }

    @Override
    void comesAgain(Stored message) {
        partitions[message.partition].comesAgain(message);
    }

    @Override
    synchronized int waiting() {
        int sum = 0;
        for (Partition each : partitions) {
            sum += each.waiting();
        }
        return sum;
    }

    @Override
    int used() {
        int sum = waiting();
        for (Partition each : partitions) {
            sum += each.uncommitted();
        }
        return sum;
    }

    @Override
    Object lane(Stored message) {
        return partitions[message.partition];
    }

    // ---- who reads

    @Override
    @Nullable
    Stored next() {
        List<Stored> heads = new ArrayList<>(partitions.length);
        for (int i = 1; i <= partitions.length; i++) {
            Partition partition = partitions[(turn + i) % partitions.length];
            Stored head = partition.head();
            if (head != null && !stopping.contains(partition.owner)) {
                heads.add(head);
            }
        }
        return heads.isEmpty() ? null : given(heads.get(choice(heads)));
    }

    private int choice(List<Stored> heads) {
        if (broker.faults() == Faults.NONE || heads.size() == 1) {
            return 0; // partitions take turns
        }
        heads.sort(Stored.IN_ORDER);
        return broker.faults().next(name, heads.size());
    }

    private @Nullable Stored given(Stored head) {
        turn = head.partition;
        Partition partition = partitions[head.partition];
        MemoryIntake owner = partition.owner;
        if (owner == null) {
            return null;
        }
        partition.take(head);
        return handedTo(owner, head);
    }

    @Override
    void ended(Stored delivery, boolean again) {
        partitions[delivery.partition].ended(delivery, again);
        MemoryIntake intake = delivery.intake();
        if (stopping.contains(intake) && intake.isIdle()) {
            owned(intake).forEach(each -> each.owner = null); // nothing of them is on its way back
            gone(intake);
            assign();
        }
    }

    @Override
    void join(MemoryIntake intake) {
        List<Partition> moved;
        synchronized (this) {
            members.add(intake);
            moved = release(surplus());
        }
        move(moved);
    }

    /** It reads no more; its partitions go to others when it has settled what it has of them. */
    @Override
    void stop(MemoryIntake intake) {
        synchronized (this) {
            if (!members.contains(intake) || !stopping.add(intake) || !intake.isIdle()) {
                return;
            }
        }
        leave(intake);
    }

    @Override
    void leave(MemoryIntake intake) {
        List<Partition> moved;
        synchronized (this) {
            gone(intake);
            moved = release(owned(intake));
        }
        intake.loseAll();
        move(moved);
    }

    private void gone(MemoryIntake intake) {
        members.remove(intake);
        stopping.remove(intake);
    }

    private List<Partition> owned(MemoryIntake intake) {
        List<Partition> all = new ArrayList<>();
        for (Partition each : partitions) {
            if (each.owner == intake) {
                all.add(each);
            }
        }
        return all;
    }

    /** What those who have the most must give away, so that nobody has two more than another. */
    private List<Partition> surplus() {
        List<Partition> all = new ArrayList<>();
        int fair = partitions.length / members.size();
        int mayHaveMore = partitions.length % members.size();
        for (MemoryIntake member : members) {
            List<Partition> its = owned(member);
            int keeps = fair;
            if (its.size() > fair && mayHaveMore > 0) {
                mayHaveMore--;
                keeps++;
            }
            all.addAll(its.subList(Math.min(keeps, its.size()), its.size()));
        }
        return all;
    }

    private static List<Partition> release(List<Partition> these) {
        for (Partition each : these) {
            each.owner = null;
            each.moving = true;
        }
        return these;
    }

    /** Takes back what was unsettled, without the lock, and lets others go on from there. */
    private void move(List<Partition> moved) {
        List<Stored> lost = new ArrayList<>();
        synchronized (this) {
            moved.forEach(each -> lost.addAll(each.open()));
        }
        lost.forEach(Stored::lose);
        synchronized (this) {
            moved.forEach(each -> each.moving = false);
            assign();
        }
        handOut();
    }

    private void assign() {
        for (Partition each : partitions) {
            if (each.owner == null && !each.moving && members.size() > stopping.size()) {
                arrivedAgain(each.rewind());
                each.owner = members.stream()
                        .filter(member -> !stopping.contains(member))
                        .min(Comparator.comparingInt(member -> owned(member).size()))
                        .orElse(null);
            }
        }
    }

    @Override
    void dropped() {
        synchronized (this) {
            for (Partition each : partitions) {
                arrivedAgain(each.rewind());
            }
        }
        handOut();
    }
}
