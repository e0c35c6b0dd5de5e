package io.unifiedipc.config;

import io.unifiedipc.config.Node.Block;
import io.unifiedipc.config.Node.Entry;
import io.unifiedipc.config.Node.Nothing;
import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Reads the values of one block by its schema. */
final class BlockReader {
    private final Interpolation interpolation;
    private final Problems problems;

    BlockReader(Interpolation interpolation, Problems problems) {
        this.interpolation = interpolation;
        this.problems = problems;
    }

    /** The keys below an entry; none, and a problem, where it has a value instead. */
    Block below(@Nullable Entry entry, String path) {
        if (entry == null || entry.node() instanceof Nothing) {
            return new Block();
        }
        if (entry.node() instanceof Block block) {
            return block;
        }
        problems.add(entry.at(), path + " takes keys below it, not a value");
        return new Block();
    }

    /** All values of a block that has no other keys. */
    Values whole(Entry entry, Schema schema, String path, String owner) {
        Block block = below(entry, path);
        refuseOthers(block, Grammar.keys(schema), owner);
        Values values = known(block, entry.at(), schema, path + ".");
        for (Option<?> option : schema.options()) {
            if (option.isRequired() && !values.has(option) && !values.isBad(option)) {
                problems.add(entry.at(), path + " lacks '" + option.key() + "': " + option.meaning());
            }
        }
        return values;
    }

    /** The values of those keys that stand in a schema. */
    Values known(Block block, Origin at, Schema schema, String prefix) {
        Values values = new Values(at);
        for (Option<?> option : schema.options()) {
            Entry entry = block.entries().get(option.key());
            if (entry != null) {
                read(option, entry, prefix + option.key(), values);
            }
        }
        return values;
    }

    /** A problem for each key that is none of these. */
    void refuseOthers(Block block, Collection<String> keys, String owner) {
        block.entries().forEach((key, entry) -> {
            if (!keys.contains(key)) {
                problems.add(entry.at(), unknown(key, owner, keys));
            }
        });
    }

    static String unknown(String key, String owner, Collection<String> keys) {
        return Shown.key(key) + " is no key of " + owner + Nearest.hint(key, keys);
    }

    private void read(Option<?> option, Entry entry, String path, Values values) {
        Interpolation.Resolved resolved = interpolation.resolve(entry.node(), path);
        if (resolved == null) {
            values.putBad(option.key());
            return;
        }
        boolean secret = resolved.secret() || option.isSecret();
        try {
            Object value = option.parse(resolved.raw());
            String shown = option.isSecret() ? Shown.SECRET : resolved.shown();
            values.put(option.key(), new Values.Value(value, shown, entry.at()));
        } catch (RuntimeException e) {
            values.putBad(option.key());
            problems.add(entry.at(), path + (secret ? hidden(option) : reason(e)));
        }
    }

    /** What is wrong may quote the value, so of a secret only what it should be is said. */
    private static String hidden(Option<?> option) {
        return " has a value that can't be used (it takes " + option.form() + "; the value is secret)";
    }

    private static String reason(RuntimeException e) {
        String message =
                e instanceof IllegalArgumentException && e.getMessage() != null ? e.getMessage() : e.toString();
        boolean quotes = message.startsWith("'");
        return (quotes ? ": " : " ") + message;
    }
}
