package io.unifiedipc.resilience.outcomes;

import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.OutcomeStore;
import io.unifiedipc.spi.OutcomeStoreProvider;
import io.unifiedipc.spi.Schema;
import java.time.Duration;

/**
 * Keeps outcomes in this process, {@code type: memory}: for a channel that one process receives, whose outcomes need not outlive
 * it. What a process before this one did, it doesn't know, and says so.
 */
public final class MemoryOutcomesProvider implements OutcomeStoreProvider {
    public static final Duration DEFAULT_KEEP = Duration.ofHours(24);
    public static final int DEFAULT_MAX_ENTRIES = 100_000;
    public static final Duration DEFAULT_LEASE = Duration.ofMinutes(1);
    public static final Duration DEFAULT_SKEW = Duration.ofSeconds(1);

    public static final Option<Duration> KEEP = Option.duration(
                    "keep", "how long an outcome is kept, and so how late a duplicate may come")
            .otherwise(DEFAULT_KEEP);
    public static final Option<Integer> MAX_ENTRIES = Option.number(
                    "max-entries",
                    1,
                    100_000_000,
                    "keys at a time; a new one more is refused, and none is forgotten early")
            .otherwise(DEFAULT_MAX_ENTRIES);
    public static final Option<Duration> LEASE = Option.duration(
                    "lease", "how long what runs is safe from a second start after its receiver was last heard of")
            .otherwise(DEFAULT_LEASE);
    public static final Option<Duration> SKEW = Option.duration(
                    "skew", "how far the clocks of those who ask for outcomes may be from this one's")
            .otherwise(DEFAULT_SKEW);
    public static final Option<Boolean> ALONE = Option.flag(
                    "alone",
                    "whether this process is the only one that receives; only then can it tell that a command never came")
            .otherwise(false);

    /** For the class path's list of providers. */
    public MemoryOutcomesProvider() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Schema options() {
        return Schema.of(KEEP, MAX_ENTRIES, LEASE, SKEW, ALONE);
    }

    @Override
    public OutcomeStore open(String block, Config options, Context context) {
        return new MemoryOutcomes(block, options, context.clock());
    }
}
