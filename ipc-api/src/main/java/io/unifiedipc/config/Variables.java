package io.unifiedipc.config;

import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The names of the environment variables that set something: {@code IPC_CHANNELS_ORDERS_TIMEOUT} and all others. */
final class Variables {
    static final String PREFIX = "IPC_";

    private final Map<String, List<List<String>>> paths = new LinkedHashMap<>();
    private final Map<String, List<String>> unchecked = new LinkedHashMap<>();

    private Variables() {}

    /**
     * All that there can be.
     *
     * @param names those that stand below a key: of the channels, and of the blocks of each section
     */
    static Variables of(Grammar grammar, Function<String, Set<String>> names) {
        Variables all = new Variables();
        all.add(List.of(), ServiceOptions.SCHEMA);
        grammar.transports().forEach((name, t) -> all.add(List.of(Grammar.TRANSPORTS, name), t.transportOptions()));
        all.absent(grammar, List.of(Grammar.TRANSPORTS));
        for (Section section : grammar.sections()) {
            for (String name : names.apply(section.key())) {
                all.addEach(List.of(section.key(), name), section);
            }
        }
        for (String channel : names.apply(Grammar.CHANNELS)) {
            List<String> path = List.of(Grammar.CHANNELS, channel);
            all.add(path, ChannelOptions.SCHEMA);
            all.add(plus(path, ChannelOptions.ON_FAILURE), ChannelOptions.ON_FAILURE_SCHEMA);
            grammar.transports().forEach((name, t) -> all.add(plus(path, name), t.channelOptions()));
            grammar.decorators().forEach((name, d) -> {
                all.add(path, name);
                all.add(plus(path, name), d.options());
            });
            all.absent(grammar, path);
        }
        return all;
    }

    /** The keys that a variable sets; null, and a problem, where it sets none or might set two. */
    @Nullable
    List<String> find(String variable, Origin at, Problems problems) {
        List<List<String>> found = paths.get(variable);
        if (found != null && found.size() == 1) {
            return found.get(0);
        }
        if (found != null) {
            String both =
                    String.join(" and ", found.stream().map(Variables::dotted).toList());
            problems.add(at, "may mean " + both + ": set the one that is meant as a system property or in the file");
            return null;
        }
        for (Map.Entry<String, List<String>> each : unchecked.entrySet()) {
            if (variable.startsWith(each.getKey())) {
                return plus(
                        each.getValue(),
                        variable.substring(each.getKey().length()).toLowerCase(Locale.ROOT));
            }
        }
        String near = Nearest.of(variable, paths.keySet());
        problems.add(
                at,
                near != null
                        ? "matches no key; did you mean " + near + "?"
                        : "matches no key of the service, of a transport, or of a channel in the file");
        return null;
    }

    private void add(List<String> path, Schema schema) {
        Grammar.keys(schema).forEach(key -> add(path, key));
    }

    /** The block may be of any type yet: the keys of all of them, each once. */
    private void addEach(List<String> path, Section section) {
        Set<String> keys = new TreeSet<>(Set.of(Section.TYPE.key()));
        section.types().values().forEach(schema -> keys.addAll(Grammar.keys(schema)));
        keys.forEach(key -> add(path, key));
    }

    private void add(List<String> path, String key) {
        List<String> whole = plus(path, key);
        paths.computeIfAbsent(variable(whole), v -> new ArrayList<>()).add(whole);
    }

    private void absent(Grammar grammar, List<String> path) {
        for (String name : Modules.transports()) {
            if (grammar.isAbsentTransport(name)) {
                List<String> block = plus(path, name);
                unchecked.put(variable(block) + "_", block);
            }
        }
    }

    private static String variable(List<String> path) {
        return PREFIX
                + String.join("_", path)
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')
                        .replace('.', '_');
    }

    private static String dotted(List<String> path) {
        return String.join(".", path);
    }

    private static List<String> plus(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }
}
