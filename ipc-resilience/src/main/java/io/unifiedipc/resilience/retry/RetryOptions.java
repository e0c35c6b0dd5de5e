package io.unifiedipc.resilience.retry;

import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import java.time.Duration;
import java.util.List;

/** The keys of a channel's block {@code retry}, with their defaults. */
public final class RetryOptions {
    public static final Duration DEFAULT_BACKOFF = Duration.ofMillis(50);
    public static final Duration DEFAULT_MAX_BACKOFF = Duration.ofSeconds(1);
    public static final int DEFAULT_BUDGET = 20;

    public static final Option<Integer> ATTEMPTS = Option.number(
                    "attempts", 2, 100, "how often a call is tried at most, the first time included")
            .required();
    public static final Option<Duration> BACKOFF = Option.duration(
                    "backoff",
                    "the longest pause before the second attempt, doubled for each that follows; chance decides how much of it"
                            + " passes")
            .otherwise(DEFAULT_BACKOFF);
    public static final Option<Duration> MAX_BACKOFF =
            Option.duration("max-backoff", "how long that pause gets at most").otherwise(DEFAULT_MAX_BACKOFF);
    public static final Option<Integer> BUDGET = Option.number(
                    "budget", 1, 100, "further attempts for a hundred calls, with " + Budget.MOST + " in reserve")
            .otherwise(DEFAULT_BUDGET);

    public static final Option<List<String>> MAYBE = Option.list(
            "maybe",
            "operations that must be tried again also where they may have run; one that is not safe is refused when"
                    + " it is first called, or its contract is opened");

    /** The keys themselves. */
    public static final Schema SCHEMA = Schema.of(ATTEMPTS, BACKOFF, MAX_BACKOFF, BUDGET, MAYBE);

    private RetryOptions() {}
}
