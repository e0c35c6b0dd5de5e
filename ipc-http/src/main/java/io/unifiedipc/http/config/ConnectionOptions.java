package io.unifiedipc.http.config;

import io.unifiedipc.spi.Option;
import java.time.Duration;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The keys of connections that are made for calling: which HTTP they speak, by which way, and how long they are kept. */
public final class ConnectionOptions {
    /** Which HTTP is spoken. */
    public enum Protocol {
        /** At https:// addresses HTTP/2, where the other side offers it in the handshake; else HTTP/1.1. */
        AUTO,
        /** HTTP/1.1 everywhere. */
        HTTP_1,
        /** HTTP/2 at http:// addresses, without asking (RFC 9113, prior knowledge). */
        H2C
    }

    /** How long a caller keeps a connection that it doesn't use. */
    public static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(20);
    /** How many of those it keeps. */
    public static final int DEFAULT_IDLE_CONNECTIONS = 64;

    public static final Option<Protocol> PROTOCOL = Option.word(
                    "protocol",
                    Protocol.class,
                    "auto: HTTP/2 where an https:// address offers it, else HTTP/1.1; http-1: HTTP/1.1 only; h2c:"
                            + " HTTP/2 at http:// addresses that are known to speak it")
            .otherwise(Protocol.AUTO);

    public static final Option<String> PROXY = Option.text(
                    "proxy", "the proxy to call through, like http://proxy:3128; that of the environment is never used")
            .checked(ConnectionOptions::wrongProxy);

    public static final Option<String> PROXY_USER = Option.text("proxy-user", "who the proxy is told that calls");

    public static final Option<String> PROXY_PASSWORD =
            Option.text("proxy-password", "the password for the proxy").secret();

    /** Off: between machines that are near each other the time for it costs more than the bytes. */
    public static final Option<Boolean> COMPRESSION = Option.flag(
                    "compression",
                    "whether answers are asked for compressed (gzip); compressed ones are understood in any case")
            .otherwise(false);

    public static final Option<Duration> KEEP_ALIVE = Option.duration(
                    "keep-alive",
                    "how long a caller keeps a connection that it doesn't use; must be shorter than receivers and proxies keep theirs")
            .otherwise(DEFAULT_KEEP_ALIVE);

    public static final Option<Integer> IDLE_CONNECTIONS = Option.number(
                    "idle-connections", 1, 100_000, "how many connections that it doesn't use a caller keeps in all")
            .otherwise(DEFAULT_IDLE_CONNECTIONS);

    static final List<Option<?>> CHANNEL = List.of(PROTOCOL, PROXY, PROXY_USER, PROXY_PASSWORD, COMPRESSION);
    static final List<Option<?>> TRANSPORT = List.of(KEEP_ALIVE, IDLE_CONNECTIONS);

    private ConnectionOptions() {}

    private static @Nullable String wrongProxy(String text) {
        HttpUrl url = text.regionMatches(true, 0, "http://", 0, 7) ? HttpUrl.parse(text) : null;
        boolean bare = url != null
                && url.encodedPath().equals("/")
                && url.query() == null
                && url.fragment() == null
                && url.username().isEmpty()
                && url.password().isEmpty();
        return bare ? null : "is no proxy's address: write it like http://proxy:3128, and who calls under proxy-user";
    }
}
