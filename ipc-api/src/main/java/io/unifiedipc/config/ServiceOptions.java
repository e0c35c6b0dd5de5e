package io.unifiedipc.config;

import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import java.time.Duration;
import java.util.List;

/** The keys directly under {@code ipc}, with their defaults. */
public final class ServiceOptions {
    public static final String DEFAULT_SERVICE = "unnamed";
    public static final Duration DEFAULT_CLOSE_WITHIN = Duration.ofSeconds(10);
    public static final int DEFAULT_WORKERS = 64;
    public static final Duration DEFAULT_LOG_EVERY = Duration.ofSeconds(10);
    public static final int DEFAULT_MAX_OUTSTANDING = 4096;

    public static final Option<String> SERVICE =
            Option.text("service", "the name of this service, as others see it").otherwise(DEFAULT_SERVICE);
    public static final Option<Duration> CLOSE_WITHIN = Option.duration(
                    "close-within", "how long closing waits for handlers that are running")
            .otherwise(DEFAULT_CLOSE_WITHIN);
    public static final Option<Integer> WORKERS = Option.number(
                    "workers", 1, 10_000, "threads for handlers where the JDK has no virtual ones (before 21)")
            .otherwise(DEFAULT_WORKERS);

    public static final Option<Boolean> LOG_CALLS = Option.flag(
                    "log-calls",
                    "whether failed calls, refused messages, retries, fallbacks and oddities are logged; handlers that"
                            + " break and messages that are put aside are, in any case")
            .otherwise(false);
    public static final Option<Duration> LOG_EVERY = Option.duration(
                    "log-every",
                    "how long one line about a kind of failure on a channel is enough; those that follow are counted"
                            + " in one more, and written at DEBUG")
            .off(Duration.ZERO)
            .otherwise(DEFAULT_LOG_EVERY);

    public static final Option<String> TRANSPORT =
            Option.text("transport", "what carries the messages of every channel that names no transport of its own");
    public static final Option<List<String>> RECEIVE = Option.list(
            "receive", "the transports on which every channel receives that names none of its own under receive");

    public static final Option<Integer> MAX_OUTSTANDING = Option.number(
                    "max-outstanding",
                    1,
                    1_000_000,
                    "exchanges under way at a time in all channels together; as many again may be begun by handlers")
            .otherwise(DEFAULT_MAX_OUTSTANDING);

    public static final Schema SCHEMA =
            Schema.of(SERVICE, TRANSPORT, RECEIVE, CLOSE_WITHIN, WORKERS, MAX_OUTSTANDING, LOG_CALLS, LOG_EVERY);

    private ServiceOptions() {}
}
