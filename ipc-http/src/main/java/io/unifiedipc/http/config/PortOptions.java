package io.unifiedipc.http.config;

import io.unifiedipc.spi.Option;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the transport's own port, but for those of TLS, and what is left of them where a container has the port. */
public final class PortOptions {
    /** Bytes that the headers of one request or response may have on the wire. */
    public static final int DEFAULT_MAX_HEADER_BYTES = 32 * 1024;
    /** Longer than {@link ConnectionOptions#DEFAULT_KEEP_ALIVE}, so that it is the caller that lets go of an idle connection. */
    public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(60);

    public static final int DEFAULT_MAX_CONNECTIONS = 1024;
    public static final int DEFAULT_THREADS = 200;
    /** Unless a channel authenticates nobody asks who calls, so the network is let in only where somebody says so. */
    public static final String DEFAULT_HOST = "127.0.0.1";

    public static final Option<Integer> LISTEN =
            Option.number("listen", 0, 65_535, "the port to receive on, shared by all channels; 0 takes any free port");

    public static final Option<String> HOST = Option.text(
                    "host", "the address to listen on; 0.0.0.0 lets other machines call")
            .otherwise(DEFAULT_HOST);

    public static final Option<Duration> IDLE_TIMEOUT = Option.duration(
                    "idle-timeout", "how long a receiver keeps a silent connection; callers give up theirs after 20s")
            .checked(PortOptions::wrongIdle)
            .otherwise(DEFAULT_IDLE_TIMEOUT);

    public static final Option<Integer> MAX_HEADER_BYTES = Option.size(
                    "max-header-bytes", "how many bytes of headers a request or a response may have on the wire")
            .checked(size -> size < 1024 ? "must be 1KiB at least" : null)
            .otherwise(DEFAULT_MAX_HEADER_BYTES);

    public static final Option<Integer> MAX_CONNECTIONS = Option.number(
                    "max-connections", 1, 1_000_000, "how many callers may be connected; further ones wait")
            .otherwise(DEFAULT_MAX_CONNECTIONS);

    public static final Option<Integer> THREADS = Option.number(
                    "threads", 8, 10_000, "how many threads take requests; handlers may run on them")
            .otherwise(DEFAULT_THREADS);

    public static final Option<List<String>> ORIGINS = Option.list(
                    "origins",
                    "the web pages that may call from a browser, by their origin such as https://shop.example (CORS); when it is"
                            + " set, those of others are refused")
            .checked(PortOptions::wrongOrigins);

    /** What containers allow the headers of an answer to have where nobody has said otherwise. */
    public static final int DEFAULT_MOUNTED_HEADER_BYTES = 8 * 1024;

    /** {@link #MAX_HEADER_BYTES} where a container does the rest. */
    public static final Option<Integer> MOUNTED_HEADER_BYTES = MAX_HEADER_BYTES.otherwise(DEFAULT_MOUNTED_HEADER_BYTES);

    static final List<Option<?>> TRANSPORT =
            List.of(LISTEN, HOST, IDLE_TIMEOUT, MAX_HEADER_BYTES, MAX_CONNECTIONS, THREADS, ORIGINS);

    private PortOptions() {}

    /** The same where there is no such port: then what is said of it is a mistake. */
    static Option<?> mounted(Option<?> option) {
        if (option == MAX_HEADER_BYTES) {
            return MOUNTED_HEADER_BYTES;
        }
        return TRANSPORT.contains(option) || TlsOptions.TRANSPORT.contains(option) ? containers(option) : option;
    }

    private static <T> Option<T> containers(Option<T> option) {
        return option.checked(
                value -> "has no effect where http is mounted in a container, which has the port: remove it,"
                        + " and configure the container");
    }

    private static @Nullable String wrongIdle(Duration time) {
        return time.compareTo(ConnectionOptions.DEFAULT_KEEP_ALIVE) <= 0
                ? "must be longer than the 20s after which callers give up an idle connection: otherwise a call may"
                        + " meet a connection that is just being closed"
                : null;
    }

    private static @Nullable String wrongOrigins(List<String> origins) {
        for (String origin : origins) {
            if (!origin.matches("https?://[A-Za-z0-9.:\\[\\]-]+")) {
                return "'" + origin + "' is no origin: write it like https://shop.example, without a path";
            }
        }
        return origins.isEmpty() ? "is empty: leave it out, so that no page may call" : null;
    }
}
