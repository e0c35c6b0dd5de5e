package io.unifiedipc.config;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Version;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys under {@code ipc.channels.<channel>} that belong to no transport and no decorator, with their defaults. */
public final class ChannelOptions {
    /** What follows when the retries of a message that nobody waits for are used up. */
    public enum Then {
        /** Put it aside with its reason. */
        PARK,
        /** Take no more from this channel until the process is started again; the message stays where it was. */
        STOP,
        /** Forget it, with a line in the log. */
        DROP
    }

    /** What becomes of a call that finds {@code max-outstanding} exchanges under way. */
    public enum WhenFull {
        /** It fails at once. */
        REJECT,
        /** It waits for a permit until its deadline. */
        WAIT
    }

    private static final Pattern HEADER = Pattern.compile("[a-z0-9][a-z0-9._-]{0,126}");

    public static final ChannelKind DEFAULT_KIND = ChannelKind.COMMANDS;
    public static final String DEFAULT_VERSION = "1.0.0";
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
    public static final int DEFAULT_MAX_OUTSTANDING = 256;
    public static final WhenFull DEFAULT_WHEN_FULL = WhenFull.REJECT;
    public static final int DEFAULT_MAX_WAITING = 1024;
    public static final int DEFAULT_CONCURRENCY = 16;
    /** The least window where messages can't wait elsewhere: what one caller may have outstanding. */
    public static final int DEFAULT_WINDOW_UNSTORED = DEFAULT_MAX_OUTSTANDING;

    public static final int DEFAULT_MAX_PAYLOAD = 1 << 20;
    public static final int DEFAULT_RETRIES = 3;
    public static final Duration DEFAULT_BACKOFF = Duration.ofMillis(100);
    public static final String DEFAULT_CODEC = "json";

    public static final Option<ChannelKind> KIND = Option.word(
                    "kind",
                    ChannelKind.class,
                    "what goes through it: commands to one receiver, or events to every group")
            .otherwise(DEFAULT_KIND);
    public static final Option<String> VERSION_OF = Option.text(
                    "version", "the semantic version that this side speaks; a contract states its own")
            .checked(Version::wrong)
            .otherwise(DEFAULT_VERSION);
    public static final Option<String> TRANSPORT =
            Option.text("transport", "what carries its messages; the service's own transport unless given");
    public static final Option<List<String>> RECEIVE =
            Option.list("receive", "the transports on which it receives; its own unless given");
    public static final Option<Duration> TIMEOUT = Option.duration(
                    "timeout", "how long a caller waits for an answer, or for a message to be taken")
            .otherwise(DEFAULT_TIMEOUT);
    public static final Option<Boolean> DETACHED = Option.flag(
                    "detached",
                    "whether calls made in the handling of a message have their whole timeout, and not only what is left of that"
                            + " message's deadline")
            .otherwise(false);
    public static final Option<Integer> MAX_OUTSTANDING = Option.number(
                    "max-outstanding",
                    1,
                    1_000_000,
                    "exchanges under way at a time; as many again may be begun by handlers")
            .otherwise(DEFAULT_MAX_OUTSTANDING);
    public static final Option<WhenFull> WHEN_FULL = Option.word(
                    "when-full",
                    WhenFull.class,
                    "what becomes of one more: it fails at once, or waits until its deadline for another to end")
            .otherwise(DEFAULT_WHEN_FULL);
    public static final Option<Integer> MAX_WAITING = Option.number(
                    "max-waiting", 1, 1_000_000, "calls that wait at a time, with when-full: wait; one more is refused")
            .otherwise(DEFAULT_MAX_WAITING);
    public static final Option<Integer> CONCURRENCY = Option.number(
                    "concurrency", 1, 100_000, "handlers that run at a time, for each group")
            .otherwise(DEFAULT_CONCURRENCY);
    public static final Option<Integer> WINDOW = Option.number(
            "window",
            1,
            1_000_000,
            "messages taken and not settled at a time, for each group and transport; unless given, twice the concurrency, and at"
                    + " least 256 where messages can't wait elsewhere, or have only one receiver that they could go to");
    public static final Option<Integer> MAX_PAYLOAD = Option.size(
                    "max-payload", "how large one payload may be, in both directions")
            .otherwise(DEFAULT_MAX_PAYLOAD);
    public static final Option<String> CODEC = Option.text(
                    "codec", "how payloads are written; what arrives is read by its content type")
            .otherwise(DEFAULT_CODEC);

    public static final Option<List<String>> REQUIRES = Option.list(
                    "requires", "what its transports must be able to do, such as key-order, stored or durable")
            .checked(ChannelOptions::noCapability);
    public static final Option<List<String>> STACK =
            Option.list("stack", "its decorators in another order than the library's, outermost first");

    public static final Option<String> CREDENTIALS =
            Option.text("credentials", "what its calls show: the name of a block under ipc.credentials");
    public static final Option<List<String>> FORWARD = Option.list(
                    "forward", "headers that a call takes over from the message in whose handling it is made")
            .checked(ChannelOptions::wrongForward);
    public static final Option<String> AUTHENTICATE = Option.text(
            "authenticate",
            "how it is found out who sends: the name of a block under ipc.authenticators; who can't show that is refused");
    public static final Option<Boolean> AUTHORIZE = Option.flag(
                    "authorize", "whether each message is shown to the Authorizer before its handler gets it")
            .otherwise(false);
    public static final Option<String> OUTCOMES = Option.text(
            "outcomes",
            "where it keeps what became of the deduplicated operations that it serves: the name of a block under"
                    + " ipc.outcome-stores");

    /** The decorator whose state {@link #PAUSE_WHILE_OPEN} looks at. */
    public static final String CIRCUIT_BREAKER = "circuit-breaker";

    public static final Option<List<String>> PAUSE_WHILE_OPEN = Option.list(
                    "pause-while-open",
                    "channels that its handlers need: while the circuit breaker of one is open, for all the places that it"
                            + " calls, nothing is taken in")
            .checked(names -> names.isEmpty() ? "is empty: name a channel, or leave the key out" : null);

    /** The keys themselves. */
    public static final Schema SCHEMA = Schema.of(
            KIND,
            VERSION_OF,
            TRANSPORT,
            RECEIVE,
            TIMEOUT,
            DETACHED,
            MAX_OUTSTANDING,
            WHEN_FULL,
            MAX_WAITING,
            CONCURRENCY,
            WINDOW,
            MAX_PAYLOAD,
            CODEC,
            REQUIRES,
            STACK,
            CREDENTIALS,
            FORWARD,
            AUTHENTICATE,
            AUTHORIZE,
            PAUSE_WHILE_OPEN,
            OUTCOMES);

    public static final Option<Integer> RETRY = Option.number(
                    "retry",
                    1,
                    1_000,
                    "how often a message that nobody waits for is tried again after a failure, each time it comes")
            .off(0)
            .otherwise(DEFAULT_RETRIES);
    public static final Option<Duration> BACKOFF = Option.duration(
                    "backoff", "how long before the first of these; doubled each time, up to a minute")
            .otherwise(DEFAULT_BACKOFF);
    public static final Option<Then> THEN = Option.word("then", Then.class, "what follows when they are used up");

    /** The block {@code on-failure}. */
    public static final String ON_FAILURE = "on-failure";

    /** The keys of that block. */
    public static final Schema ON_FAILURE_SCHEMA = Schema.of(RETRY, BACKOFF, THEN);

    private ChannelOptions() {}

    private static @Nullable String noCapability(List<String> words) {
        List<String> all = Stream.of(Capability.values()).map(Option::word).toList();
        for (String word : words) {
            if (!all.contains(word)) {
                return "'" + word + "' is nothing that a transport can do" + Nearest.hint(word, all);
            }
        }
        return null;
    }

    private static @Nullable String wrongForward(List<String> names) {
        for (String name : names) {
            if (!HEADER.matcher(name).matches()) {
                return "'" + name + "' is no header of a message: write it in lower case, like x-tenant";
            }
            if (name.equals("authorization")) {
                return "'authorization' is no header of a message: for it there are credentials of type 'forwarded'";
            }
            if (name.startsWith(HeaderNames.CE)
                    || name.startsWith(HeaderNames.IPC)
                    || name.equals(HeaderNames.CONTENT_TYPE)
                    || name.equals(HeaderNames.IDEMPOTENCY_KEY)) {
                return "'" + name + "' says what a message is, and each message has its own";
            }
        }
        return null;
    }
}
