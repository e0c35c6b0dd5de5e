package io.unifiedipc.http.config;

import io.unifiedipc.http.route.Route;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The keys of channels, and all keys of this transport by their places. The tables in the guide are checked against them.
 */
public final class HttpOptions {
    public static final Option<List<String>> ADDRESS = Option.list(
                    "address",
                    "where commands are sent: the base URL of the receiver; with several, each call goes to the next")
            .checked(HttpOptions::wrongUrls);

    public static final Option<Map<String, List<String>>> GROUPS = Option.lists(
                    "groups",
                    "where events are sent: for each group the base URLs of its receivers, one of which gets the event")
            .checked(HttpOptions::wrongGroups);

    public static final Option<Map<String, String>> ROUTES = Option.settings(
                    "routes",
                    "where operations are found, for REST: each with its route, such as GET /orders/{id}; over those of the"
                            + " contract")
            .checked(HttpOptions::wrongRoutes);

    public static final Option<Map<String, String>> REFUSALS = Option.settings(
                    "refusals",
                    "business refusals by name, each with the status or the problem type by which a service answers it;"
                            + " wins over the annotation")
            .checked(HttpOptions::wrongRefusals);

    public static final Option<Boolean> RESPOND_ASYNC = Option.flag(
                    "respond-async",
                    "asks services to accept what takes long, and looks until its deadline what became of it")
            .otherwise(false);

    /** How long an answer is kept for a caller that comes back for it. */
    public static final Duration DEFAULT_RESPOND_ASYNC_KEEP = Duration.ofMinutes(5);

    public static final int DEFAULT_RESPOND_ASYNC_MOST = 100;

    public static final Option<Duration> RESPOND_ASYNC_AFTER = Option.duration(
            "respond-async-after",
            "a caller that sends Prefer: respond-async is answered 202 when its message has taken this long, and comes"
                    + " back for the answer; without it everybody waits");

    public static final Option<Duration> RESPOND_ASYNC_KEEP = Option.duration(
                    "respond-async-keep", "how long an answer is kept for those who come back for it")
            .otherwise(DEFAULT_RESPOND_ASYNC_KEEP);

    public static final Option<Integer> RESPOND_ASYNC_MOST = Option.number(
                    "respond-async-most",
                    1,
                    100_000,
                    "how many may be promised an answer or have one kept at the same time; whoever comes then waits")
            .otherwise(DEFAULT_RESPOND_ASYNC_MOST);

    public static final Option<Boolean> METADATA = Option.flag(
                    "metadata",
                    "whether requests by a route carry the headers of CloudEvents and of this library (ce-*, ipc-*), which"
                            + " strangers have no use for")
            .otherwise(true);

    public static final Option<Boolean> INSECURE = Option.flag(
                    "insecure", "whether credentials may be shown over plain http to other machines")
            .otherwise(false);

    public static final Schema CHANNEL = schema(List.of(
            List.of(
                    ADDRESS,
                    GROUPS,
                    ROUTES,
                    METADATA,
                    REFUSALS,
                    RESPOND_ASYNC,
                    RESPOND_ASYNC_AFTER,
                    RESPOND_ASYNC_KEEP,
                    RESPOND_ASYNC_MOST,
                    INSECURE),
            TlsOptions.CHANNEL,
            ConnectionOptions.CHANNEL));
    public static final Schema TRANSPORT =
            schema(List.of(PortOptions.TRANSPORT, TlsOptions.TRANSPORT, ConnectionOptions.TRANSPORT));
    /** What is said of the own port is a mistake where there is none. */
    public static final Schema MOUNTED =
            new Schema(TRANSPORT.options().stream().map(PortOptions::mounted).toList());

    private HttpOptions() {}

    private static Schema schema(List<List<Option<?>>> parts) {
        return new Schema(parts.stream().flatMap(List::stream).toList());
    }

    /** All addresses that a channel's block names. */
    public static List<String> addresses(Config channel) {
        List<String> all = new ArrayList<>();
        List<String> commands = channel.find(ADDRESS);
        if (commands != null) {
            all.addAll(commands);
        }
        Map<String, List<String>> events = channel.find(GROUPS);
        if (events != null) {
            events.values().forEach(all::addAll);
        }
        return all;
    }

    /** Whether commands, or the events of a group, have several addresses to go to. */
    public static boolean isChoice(Config channel) {
        List<String> commands = channel.find(ADDRESS);
        Map<String, List<String>> events = channel.find(GROUPS);
        return (commands != null && commands.size() > 1)
                || (events != null && events.values().stream().anyMatch(each -> each.size() > 1));
    }

    private static @Nullable String wrongGroups(Map<String, List<String>> groups) {
        for (Map.Entry<String, List<String>> group : groups.entrySet()) {
            String wrong = group.getKey().isBlank() ? "has no name" : wrongUrls(group.getValue());
            if (wrong != null) {
                return "group '" + group.getKey() + "': " + wrong;
            }
        }
        return groups.isEmpty() ? "names no group" : null;
    }

    private static @Nullable String wrongRoutes(Map<String, String> routes) {
        for (Map.Entry<String, String> route : routes.entrySet()) {
            try {
                Route.of(route.getValue());
            } catch (IllegalArgumentException e) {
                return "'" + route.getKey() + "': " + e.getMessage();
            }
        }
        return null;
    }

    private static @Nullable String wrongRefusals(Map<String, String> refusals) {
        for (Map.Entry<String, String> refusal : refusals.entrySet()) {
            boolean status = refusal.getValue().matches("[45][0-9]{2}");
            boolean type = refusal.getValue().matches("(?i)[a-z][a-z0-9+.-]*:\\S+|/\\S*");
            if (!status && !type) {
                return "'" + refusal.getKey() + "' has '" + refusal.getValue()
                        + "', which is neither a status from 400 to 599"
                        + " nor a problem type: write it like \"409\" or https://shop.example/problems/credit";
            }
        }
        return null;
    }

    private static @Nullable String wrongUrls(List<String> texts) {
        for (String text : texts) {
            String wrong = wrongUrl(text);
            if (wrong != null) {
                return "'" + text + "' " + wrong + ": write it like http://localhost:8081";
            }
        }
        return texts.isEmpty() ? "is empty: write at least one URL, like http://localhost:8081" : null;
    }

    private static @Nullable String wrongUrl(String text) {
        HttpUrl url = text.matches("(?i)https?://.*") ? HttpUrl.parse(text) : null;
        if (url == null) {
            return "is no http:// or https:// URL";
        }
        if (url.query() != null || url.fragment() != null) {
            return "has a query or a fragment, which a base URL can't have";
        }
        return url.username().isEmpty() && url.password().isEmpty() ? null : "has a user or a password in it";
    }
}
