package io.unifiedipc.config;

import io.unifiedipc.spi.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a path such as {@code channels.orders.http.address} apart. Keys have no dots, but names below them may
 * ({@code native.max.block.ms}), so the keys that there are decide where a name ends. In the place of a channel's name a star
 * stands for every channel: {@code channels.*.transport}.
 */
final class OverridePath {
    private static final String ROOT = "ipc.";
    private static final String EVERY = "*";

    private final Grammar grammar;

    OverridePath(Grammar grammar) {
        this.grammar = grammar;
    }

    /** Its keys, from {@code ipc} down; null where it ends before it names a value. */
    @Nullable
    List<String> keys(String path, String value) {
        String rest = path.startsWith(ROOT) ? path.substring(ROOT.length()) : path;
        List<String> keys = new ArrayList<>();
        boolean whole;
        if (rest.equals(Grammar.CHANNELS) || rest.startsWith(Grammar.CHANNELS + ".")) {
            whole = channel(rest, value, keys);
        } else if (rest.equals(Grammar.TRANSPORTS) || rest.startsWith(Grammar.TRANSPORTS + ".")) {
            whole = transport(rest, keys);
        } else if (grammar.sections().stream().anyMatch(section -> rest.startsWith(section.key() + "."))) {
            whole = named(rest, keys);
        } else {
            whole = leaf(rest, ServiceOptions.SCHEMA, keys);
        }
        return whole && keys.stream().noneMatch(String::isEmpty) ? keys : null;
    }

    /** Whether these keys are those of every channel. */
    static boolean isWild(List<String> keys) {
        return keys.get(0).equals(Grammar.CHANNELS) && keys.get(1).equals(EVERY);
    }

    private boolean channel(String path, String value, List<String> keys) {
        String[] parts = path.split("\\.", 4);
        if (parts.length < 3) {
            return false;
        }
        keys.addAll(List.of(parts[0], parts[1]));
        Schema block = grammar.channelBlock(parts[2]);
        if (block == null && !grammar.isAbsentTransport(parts[2])) {
            return leaf(path.substring(parts[0].length() + parts[1].length() + 2), ChannelOptions.SCHEMA, keys);
        }
        keys.add(parts[2]);
        if (parts.length == 3) {
            return grammar.decorators().containsKey(parts[2]) && value.equals(ChannelReader.OFF);
        }
        return leaf(parts[3], block == null ? Schema.of() : block, keys);
    }

    private boolean transport(String path, List<String> keys) {
        String[] parts = path.split("\\.", 3);
        if (parts.length < 3) {
            return false;
        }
        keys.addAll(List.of(parts[0], parts[1]));
        var provider = grammar.transports().get(parts[1]);
        return leaf(parts[2], provider == null ? Schema.of() : provider.transportOptions(), keys);
    }

    private static boolean named(String path, List<String> keys) {
        keys.addAll(List.of(path.split("\\.", 3)));
        return keys.size() == 3;
    }

    private static boolean leaf(String rest, Schema schema, List<String> keys) {
        for (String key : Grammar.keys(schema)) {
            if (rest.startsWith(key + ".")) {
                keys.addAll(List.of(key, rest.substring(key.length() + 1)));
                return true;
            }
        }
        keys.add(rest);
        return true;
    }
}
