package io.unifiedipc.http.receive;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.http.route.RoutedRequest;
import io.unifiedipc.http.wire.Digits;
import io.unifiedipc.http.wire.Percent;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which path leads to which intake. */
final class Routes {
    /** A channel in one major version. */
    private record Key(String channel, int major) {
        static Key of(ChannelSpec channel) {
            return new Key(channel.name(), channel.major());
        }
    }

    private final Map<Key, Map<String, HttpIntake>> all = new ConcurrentHashMap<>();
    private final RouteTable routed = new RouteTable();
    /** Paths that were asked for and lead somewhere. Another map whenever that may have changed. */
    private volatile Map<String, Target> direct = new ConcurrentHashMap<>();

    private volatile boolean closed;

    void know(ChannelSpec channel) {
        all.computeIfAbsent(Key.of(channel), key -> new ConcurrentHashMap<>());
    }

    /** Takes no more for it. Who still asks is told that it is closing, and not that it never was. */
    void forget(ChannelSpec channel) {
        all.computeIfPresent(Key.of(channel), (key, groups) -> {
            groups.values().forEach(HttpIntake::stop);
            return groups.isEmpty() ? null : groups;
        });
        direct = new ConcurrentHashMap<>();
    }

    void add(HttpIntake intake) {
        routed.add(intake);
        all.computeIfAbsent(Key.of(intake.channel), key -> new ConcurrentHashMap<>())
                .put(intake.spec.group(), intake);
        direct = new ConcurrentHashMap<>();
    }

    void close() {
        closed = true;
    }

    /**
     * Where a request leads.
     *
     * @throws Refusal where that is nowhere
     */
    Target find(Incoming request) {
        if (closed) {
            throw Refusal.closed("this process");
        }
        Target target = routed.find(request);
        if (target != null) {
            return target;
        }
        String allowed = routed.allowed(request.path());
        if (allowed != null) {
            throw Refusal.notAllowed(request.method(), allowed);
        }
        target = direct(request.path());
        if (!request.method().equals("POST")) {
            throw Refusal.notAllowed(request.method(), "POST");
        }
        return target;
    }

    /** Remembers only what is written as we write it: of a name there are very many spellings with percent signs. */
    private Target direct(String path) {
        Map<String, Target> known = direct;
        Target target = known.get(path);
        if (target == null) {
            target = find(path);
            if (path.indexOf('%') < 0) {
                known.put(path, target);
            }
        }
        return target;
    }

    private Target find(String rawPath) {
        String[] parts = rawPath.split("/", -1);
        int major = parts.length == 4 && parts[0].isEmpty() && parts[1].startsWith("v")
                ? (int) Digits.parse(parts[1], 1, 9)
                : -1;
        if (major < 0) {
            throw Refusal.notFound("the path is no route and not /v{major}/{channel}/{operation or group}; there is "
                    + channels() + routed);
        }
        String channel = segment(parts[2]);
        String last = segment(parts[3]);
        Map<String, HttpIntake> groups = all.get(new Key(channel, major));
        if (groups == null) {
            List<String> served = versions(channel);
            throw served.isEmpty()
                    ? Refusal.notFound("no channel '" + channel + "' here; there is " + channels())
                    : Refusal.notFound(Problems.unsupportedVersion(channel, parts[1], served));
        }
        if (groups.isEmpty()) {
            throw Refusal.nobodyListening(
                    "channel '" + channel + "' is known here, but nothing receives from it (yet)");
        }
        HttpIntake commands = groups.get("");
        if (commands != null && commands.channel.kind() == ChannelKind.COMMANDS) {
            return new Target(commands, operation(commands, last), null);
        }
        HttpIntake group = groups.get(last);
        if (group == null) {
            throw Refusal.notFound("no group '" + last + "' of channel '" + channel + "' here; there is "
                    + new TreeSet<>(groups.keySet()));
        }
        return new Target(group, "", null);
    }

    /**
     * Where a path leads.
     *
     * @param operation what a command asks for; empty for an event
     * @param routed what stands in its address, or null for our own addresses
     */
    record Target(
            HttpIntake intake, String operation, @Nullable RoutedRequest routed) {}

    private static String operation(HttpIntake intake, String name) {
        for (OperationSpec each : intake.spec.operations()) {
            if (each.name().equals(name)) {
                return each.name();
            }
        }
        throw Refusal.notFound("no operation '" + name + "' on channel '" + intake.channel.name()
                + "' here; there is "
                + intake.spec.operations().stream().map(OperationSpec::name).toList());
    }

    private static String segment(String raw) {
        String text = Percent.decode(raw);
        if (text == null) {
            throw Refusal.invalid("the path is percent-encoded, but not as UTF-8");
        }
        return text;
    }

    private List<String> versions(String channel) {
        return all.entrySet().stream()
                .filter(each -> each.getKey().channel().equals(channel))
                .flatMap(each -> each.getValue().values().stream().limit(1))
                .map(intake -> intake.channel.version())
                .toList();
    }

    private Map<String, List<String>> channels() {
        Map<String, List<String>> found = new TreeMap<>();
        all.forEach((key, groups) -> {
            if (!groups.isEmpty()) {
                found.computeIfAbsent(key.channel(), name -> new ArrayList<>()).add("v" + key.major());
            }
        });
        return found;
    }
}
