package io.unifiedipc.runtime;

import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says in a few words who holds permits: of which operation most are, and which is the oldest. Refusals come in floods, so the
 * words serve for {@value #FRESH_MILLIS} milliseconds.
 */
final class Census {
    private static final int FRESH_MILLIS = 20;
    private static final int NANOS = 1_000_000;

    private final List<Permits> permits;
    private final boolean namesChannels;
    private final Clock clock;
    private volatile @Nullable Words last;

    /** @param namesChannels whether they are of different channels */
    Census(List<Permits> permits, boolean namesChannels, Clock clock) {
        this.permits = permits;
        this.namesChannels = namesChannels;
        this.clock = clock;
    }

    /** {@code 200 of them PlaceOrder; the oldest, PlaceOrder, for 1840 ms}. */
    String words() {
        long now = clock.nanos();
        Words words = last;
        if (words == null || now - words.at > FRESH_MILLIS * NANOS) {
            words = new Words(now, new Count().words(now));
            last = words;
        }
        return words.text;
    }

    private record Words(long at, String text) {}

    /** Counting, once. */
    private final class Count {
        private final Map<String, Integer> byName = new HashMap<>();
        private @Nullable Call oldest;

        void add(Call call) {
            byName.merge(name(call), 1, Integer::sum);
            if (oldest == null || call.startedAt() - oldest.startedAt() < 0) {
                oldest = call;
            }
        }

        String words(long now) {
            permits.forEach(each -> each.holders().forEach(this::add));
            Call old = oldest;
            if (old == null) {
                return "all of them ending just now";
            }
            Map.Entry<String, Integer> most = byName.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .orElseThrow();
            return most.getValue() + " of them " + most.getKey() + "; the oldest, " + name(old) + ", for "
                    + (now - old.startedAt()) / NANOS + " ms";
        }

        private String name(Call call) {
            String operation = call.operation().name();
            return namesChannels ? operation + " on '" + call.channel() + "'" : operation;
        }
    }
}
