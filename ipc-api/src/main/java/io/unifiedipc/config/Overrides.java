package io.unifiedipc.config;

import io.unifiedipc.config.Node.Block;
import io.unifiedipc.config.Node.Entry;
import io.unifiedipc.config.Node.Nothing;
import io.unifiedipc.config.Node.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts what builder, environment and system properties say into what the file says. Whether the keys exist is found out later,
 * for all of them alike; only a variable must match a key here, since its name alone doesn't tell where a key ends.
 */
final class Overrides {
    private record Assignment(List<String> keys, String value, Origin at) {}

    private static final String PROPERTY_PREFIX = "ipc.";

    private final Grammar grammar;
    private final Block ipc;
    private final Problems problems;

    Overrides(Grammar grammar, Block ipc, Problems problems) {
        this.grammar = grammar;
        this.ipc = ipc;
        this.problems = problems;
    }

    void apply(ConfigInputs inputs) {
        List<Assignment> builder = new ArrayList<>();
        inputs.builder().forEach((path, value) -> add(builder, path, value, Origin.BUILDER));
        List<Assignment> properties = new ArrayList<>();
        new TreeMap<>(inputs.systemProperties()).forEach((name, value) -> {
            if (name.startsWith(PROPERTY_PREFIX) && !name.equals(ConfigSource.PROPERTY)) {
                add(properties, name, value, Origin.systemProperty(name));
            }
        });
        builder.forEach(this::putEach);
        environment(inputs.environment(), properties).forEach(this::put);
        properties.forEach(this::putEach);
    }

    private void add(List<Assignment> to, String path, String value, Origin at) {
        List<String> keys = new OverridePath(grammar).keys(path, value);
        if (keys == null) {
            problems.add(at, "'" + path + "' names no single value, as channels.orders.timeout does");
        } else {
            to.add(new Assignment(keys, value, at));
        }
    }

    /** A variable can't create a channel or a named block: where its name would end, nobody could tell. */
    private List<Assignment> environment(Map<String, String> environment, List<Assignment> properties) {
        Variables variables = Variables.of(grammar, key -> names(key, properties));
        List<Assignment> result = new ArrayList<>();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(Variables.PREFIX) && !name.equals(ConfigSource.VARIABLE)) {
                Origin at = Origin.environment(name);
                List<String> keys = variables.find(name, at, problems);
                if (keys != null) {
                    result.add(new Assignment(keys, value, at));
                }
            }
        });
        return result;
    }

    private Set<String> names(String below, List<Assignment> properties) {
        Set<String> names = new LinkedHashSet<>();
        Entry written = ipc.entries().get(below);
        if (written != null && written.node() instanceof Block block) {
            names.addAll(block.entries().keySet());
        }
        for (Assignment each : properties) {
            if (each.keys().get(0).equals(below) && !OverridePath.isWild(each.keys())) {
                names.add(each.keys().get(1));
            }
        }
        return names;
    }

    /** A path to every channel goes to each that is there by now; what is said later of one of them wins. */
    private void putEach(Assignment assignment) {
        if (!OverridePath.isWild(assignment.keys())) {
            put(assignment);
            return;
        }
        Entry channels = ipc.entries().get(Grammar.CHANNELS);
        if (channels == null || !(channels.node() instanceof Block block)) {
            problems.add(
                    assignment.at(),
                    String.join(".", assignment.keys()) + " sets nothing, since no channel is configured");
            return;
        }
        for (String channel : List.copyOf(block.entries().keySet())) {
            List<String> keys = new ArrayList<>(assignment.keys());
            keys.set(1, channel);
            put(new Assignment(keys, assignment.value(), assignment.at()));
        }
    }

    private void put(Assignment assignment) {
        Block block = ipc;
        int last = assignment.keys().size() - 1;
        for (int i = 0; i < last; i++) {
            String key = assignment.keys().get(i);
            Entry entry = block.entries().get(key);
            if (entry == null || entry.node() instanceof Nothing) {
                entry = new Entry(entry == null ? assignment.at() : entry.at(), new Block());
                block.entries().put(key, entry);
            }
            if (!(entry.node() instanceof Block below)) {
                problems.add(
                        assignment.at(),
                        String.join(".", assignment.keys()) + " can't be set, since "
                                + String.join(".", assignment.keys().subList(0, i + 1)) + " has no keys below it ("
                                + entry.at().shown() + ")");
                return;
            }
            block = below;
        }
        block.entries()
                .put(
                        assignment.keys().get(last),
                        new Entry(assignment.at(), new Text(assignment.value(), assignment.at())));
    }
}
