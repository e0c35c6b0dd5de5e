package io.unifiedipc.resilience.breaker;

import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of {@code ipc.channels.<channel>.circuit-breaker}, with their defaults. */
public final class CircuitBreakerOptions {
    public static final int DEFAULT_FAILURE_RATE = 50;
    public static final int DEFAULT_WINDOW = 100;
    /** Where the window is no smaller. */
    public static final int DEFAULT_MINIMUM = 20;

    public static final Duration DEFAULT_OPEN_FOR = Duration.ofSeconds(10);
    public static final int DEFAULT_TRIALS = 5;

    private static final int MOST_CALLS = 100_000;

    public static final Option<Integer> FAILURE_RATE = Option.number(
                    "failure-rate", 1, 100, "it opens where so many percent of the calls in its window failed")
            .otherwise(DEFAULT_FAILURE_RATE);
    public static final Option<Integer> SLOW_RATE = Option.number(
            "slow-rate", 1, 100, "it also opens where so many percent of them were slow; goes with slow-after");
    public static final Option<Duration> SLOW_AFTER =
            Option.duration("slow-after", "a call that takes longer is slow; goes with slow-rate");
    public static final Option<Integer> WINDOW = Option.number(
            "window",
            2,
            MOST_CALLS,
            "how many calls, the latest, it judges by; unless given, " + DEFAULT_WINDOW + ", or as window-time says");
    public static final Option<Duration> WINDOW_TIME = Option.duration(
                    "window-time", "in place of window: it judges by the calls of this time, in whole seconds")
            .checked(time -> time.toMillisPart() == 0
                    ? between("2s", "1h").apply(time)
                    : "'" + SLOW_AFTER.write(time) + "' is no whole number of seconds");
    public static final Option<Integer> MINIMUM = Option.number(
            "minimum",
            1,
            MOST_CALLS,
            "with fewer calls in its window it does not judge; unless given, " + DEFAULT_MINIMUM
                    + ", or the window where that is smaller");
    public static final Option<Duration> OPEN_FOR = Option.duration(
                    "open-for", "how long it refuses all calls before it lets some through on trial")
            .checked(between("1ms", "1d"))
            .otherwise(DEFAULT_OPEN_FOR);
    public static final Option<Integer> TRIALS = Option.number(
                    "trials", 1, 1_000, "how many calls go through on trial; by them it closes, or opens again")
            .otherwise(DEFAULT_TRIALS);

    /** All of them. */
    public static final Schema SCHEMA =
            Schema.of(FAILURE_RATE, SLOW_RATE, SLOW_AFTER, WINDOW, WINDOW_TIME, MINIMUM, OPEN_FOR, TRIALS);

    private CircuitBreakerOptions() {}

    /** How many calls it judges by; meaningless where a time is given. */
    static int window(Config options) {
        Integer given = options.find(WINDOW);
        return given == null ? DEFAULT_WINDOW : given;
    }

    static int minimum(Config options) {
        Integer given = options.find(MINIMUM);
        boolean timed = options.find(WINDOW_TIME) != null;
        return given != null ? given : timed ? DEFAULT_MINIMUM : Math.min(DEFAULT_MINIMUM, window(options));
    }

    static void check(DecoratedChannel channel, Config options, BiConsumer<Option<?>, String> wrong) {
        Duration time = options.find(WINDOW_TIME);
        if (time != null && options.find(WINDOW) != null) {
            wrong.accept(
                    WINDOW_TIME,
                    "it has a window of " + window(options) + " calls and one of " + WINDOW_TIME.write(time)
                            + ": leave out 'window' or 'window-time'");
        } else if (time == null && minimum(options) > window(options)) {
            wrong.accept(
                    MINIMUM,
                    "minimum " + minimum(options) + " is more than the window of " + window(options)
                            + " calls, so it would never open: lower it, or raise the window");
        }
        slow(channel, options, wrong);
    }

    private static void slow(DecoratedChannel channel, Config options, BiConsumer<Option<?>, String> wrong) {
        Duration after = options.find(SLOW_AFTER);
        Integer rate = options.find(SLOW_RATE);
        if (after == null && rate != null) {
            wrong.accept(
                    SLOW_RATE, "slow-rate " + rate + " says nothing without 'slow-after', such as slow-after: 500ms");
        } else if (after != null && rate == null) {
            wrong.accept(
                    SLOW_AFTER,
                    "slow-after " + SLOW_AFTER.write(after)
                            + " says nothing without 'slow-rate', such as slow-rate: 80");
        } else if (after != null && after.compareTo(channel.timeout()) >= 0) {
            wrong.accept(
                    SLOW_AFTER,
                    "slow-after " + SLOW_AFTER.write(after) + " is not below the channel's timeout of "
                            + SLOW_AFTER.write(channel.timeout())
                            + ", so a slow call would have failed before: lower it, or raise the timeout");
        }
    }

    private static Function<Duration, @Nullable String> between(String least, String most) {
        return time -> {
            boolean fits = time.compareTo(SLOW_AFTER.parse(least)) >= 0 && time.compareTo(SLOW_AFTER.parse(most)) <= 0;
            return fits ? null : "'" + SLOW_AFTER.write(time) + "' is not between " + least + " and " + most;
        };
    }
}
