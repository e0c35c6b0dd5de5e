package io.unifiedipc.config;

import io.unifiedipc.config.Node.Block;
import io.unifiedipc.config.Node.Entry;
import io.unifiedipc.config.Node.Nothing;
import io.unifiedipc.config.Node.Text;
import io.unifiedipc.spi.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads one channel. */
final class ChannelReader {
    /** Switches a decorator off, in the place of its block. */
    static final String OFF = "off";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private final Grammar grammar;
    private final BlockReader reader;
    private final Problems problems;

    ChannelReader(Grammar grammar, BlockReader reader, Problems problems) {
        this.grammar = grammar;
        this.reader = reader;
        this.problems = problems;
    }

    Draft.Channel read(String name, Entry entry, Values service) {
        String path = Grammar.CHANNELS + "." + name;
        if (!isName(name)) {
            problems.add(
                    entry.at(),
                    Shown.key(name)
                            + " can't name a channel: a letter from a to z comes first, then at most 62 letters,"
                            + " digits and hyphens");
        }
        Block block = reader.below(entry, path);
        Values own = reader.known(block, entry.at(), ChannelOptions.SCHEMA, path + ".");
        boolean sends = own.has(ChannelOptions.TRANSPORT);
        own.inherit(ServiceOptions.TRANSPORT, service);
        if (!sends) {
            own.inherit(ServiceOptions.RECEIVE, service); // a channel with a transport of its own receives on that
        }
        Values onFailure = new Values(entry.at());
        Map<String, Values> blocks = new LinkedHashMap<>();
        List<String> unchecked = new ArrayList<>();
        Map<String, Origin> off = new LinkedHashMap<>();
        List<String> ownKeys = Grammar.keys(ChannelOptions.SCHEMA);
        for (Map.Entry<String, Entry> each : block.entries().entrySet()) {
            String key = each.getKey();
            Entry below = each.getValue();
            Schema schema = grammar.channelBlock(key);
            String owner = "'" + key + "' in channel '" + name + "'";
            if (ownKeys.contains(key)) {
                continue;
            }
            if (schema == null) {
                other(name, key, below, unchecked);
            } else if (key.equals(ChannelOptions.ON_FAILURE)) {
                onFailure = reader.whole(below, schema, path + "." + key, owner);
            } else if (isOff(key, below)) {
                off.put(key, below.at());
            } else {
                blocks.put(key, reader.whole(below, schema, path + "." + key, owner));
            }
        }
        return new Draft.Channel(name, entry.at(), own, onFailure, blocks, unchecked, off);
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private boolean isOff(String key, Entry entry) {
        return grammar.decorators().containsKey(key)
                && entry.node() instanceof Text text
                && text.text().equals(OFF);
    }

    private void other(String channel, String key, Entry entry, List<String> unchecked) {
        if (Modules.isTransport(key)) {
            // A switch is one word only if the block of the other side may already stand there.
            unchecked.add(key);
            if (!(entry.node() instanceof Block) && !(entry.node() instanceof Nothing)) {
                problems.add(entry.at(), "channels." + channel + "." + key + " takes keys below it, not a value");
            }
        } else if (Modules.isResilience(key)) {
            problems.add(
                    entry.at(),
                    "channel '" + channel + "' wants '" + key + "', and no module on the class path has it: add"
                            + " ipc-resilience, or take it out");
        } else {
            List<String> keys = grammar.channelKeys();
            problems.add(entry.at(), BlockReader.unknown(key, "channel '" + channel + "'", keys));
        }
    }
}
