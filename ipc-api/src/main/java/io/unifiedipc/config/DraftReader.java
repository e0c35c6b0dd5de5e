package io.unifiedipc.config;

import io.unifiedipc.config.Node.Block;
import io.unifiedipc.config.Node.Entry;
import io.unifiedipc.config.Node.Nothing;
import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.TransportProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads everything below {@code ipc}. */
final class DraftReader {
    private static final String ROOT = "ipc";

    private final Grammar grammar;
    private final BlockReader reader;
    private final Problems problems;

    DraftReader(Grammar grammar, BlockReader reader, Problems problems) {
        this.grammar = grammar;
        this.reader = reader;
        this.problems = problems;
    }

    /** The keys below {@code ipc}, the one key that a file has at its top. */
    static Block root(Node file, String name, Problems problems) {
        if (file instanceof Nothing) {
            return new Block();
        }
        if (!(file instanceof Block top)) {
            problems.add(new Origin(Origin.Source.FILE, name, 1), "a configuration starts with the key 'ipc'");
            return new Block();
        }
        top.entries().forEach((key, entry) -> {
            if (!key.equals(ROOT)) {
                problems.add(
                        entry.at(), Shown.key(key) + " stands at the top, where only 'ipc' can: put it below that");
            }
        });
        Entry ipc = top.entries().get(ROOT);
        if (ipc == null || ipc.node() instanceof Nothing) {
            return new Block();
        }
        if (ipc.node() instanceof Block block) {
            return block;
        }
        problems.add(ipc.at(), "ipc takes keys below it, not a value");
        return new Block();
    }

    Draft read(Block ipc) {
        reader.refuseOthers(ipc, Grammar.topKeys(), ROOT);
        Values service = reader.known(ipc, Origin.NOWHERE, ServiceOptions.SCHEMA, "");
        List<Draft.Channel> channels = new ArrayList<>();
        ChannelReader channel = new ChannelReader(grammar, reader, problems);
        reader.below(ipc.entries().get(Grammar.CHANNELS), Grammar.CHANNELS)
                .entries()
                .forEach((name, entry) -> channels.add(channel.read(name, entry, service)));
        Map<String, Values> transports = new LinkedHashMap<>();
        List<String> unchecked = new ArrayList<>();
        reader.below(ipc.entries().get(Grammar.TRANSPORTS), Grammar.TRANSPORTS)
                .entries()
                .forEach((name, entry) -> transport(name, entry, transports, unchecked));
        return new Draft(
                service,
                channels,
                transports,
                unchecked,
                new SectionReader(grammar.credentials(), reader, problems).read(ipc),
                new SectionReader(grammar.authenticators(), reader, problems).read(ipc),
                new SectionReader(grammar.stores(), reader, problems).read(ipc));
    }

    private void transport(String name, Entry entry, Map<String, Values> transports, List<String> unchecked) {
        String path = Grammar.TRANSPORTS + "." + name;
        TransportProvider provider = grammar.transports().get(name);
        if (provider != null) {
            transports.put(name, reader.whole(entry, provider.transportOptions(), path, "transport '" + name + "'"));
        } else if (Modules.isTransport(name)) {
            unchecked.add(name);
            reader.below(entry, path);
        } else {
            problems.add(
                    entry.at(),
                    "no module on the class path has a transport " + Shown.key(name)
                            + Nearest.hint(name, grammar.transports().keySet()));
        }
    }
}
