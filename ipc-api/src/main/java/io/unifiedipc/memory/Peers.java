package io.unifiedipc.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Who receives one channel where nothing is stored, by group. Those of a group take turns. */
final class Peers {
    private final Map<String, Members> groups = new ConcurrentSkipListMap<>();

    private static final class Members {
        private final List<DirectIntake> all = new ArrayList<>();
        private int turn;

        synchronized @Nullable DirectIntake next() {
            if (all.isEmpty()) {
                return null;
            }
            turn = (turn + 1) % all.size();
            return all.get(turn);
        }

        synchronized List<DirectIntake> now() {
            return List.copyOf(all);
        }

        synchronized void add(DirectIntake intake) {
            all.add(intake);
        }

        synchronized void remove(DirectIntake intake) {
            all.remove(intake);
        }
    }

    /** The groups that have ever received, as seen at each moment. */
    Set<String> groups() {
        return groups.keySet();
    }

    void join(String group, DirectIntake intake) {
        groups.computeIfAbsent(group, g -> new Members()).add(intake);
    }

    void leave(String group, DirectIntake intake) {
        Members members = groups.get(group);
        if (members != null) {
            members.remove(intake);
        }
    }

    boolean isThere(String group) {
        Members members = groups.get(group);
        return members != null && !members.now().isEmpty();
    }

    /** Whose turn it is; null where nobody is there. */
    @Nullable
    DirectIntake next(String group) {
        Members members = groups.get(group);
        return members == null ? null : members.next();
    }

    long underWay() {
        long sum = 0;
        for (Members each : groups.values()) {
            for (DirectIntake intake : each.now()) {
                sum += intake.underWay();
            }
        }
        return sum;
    }
}
