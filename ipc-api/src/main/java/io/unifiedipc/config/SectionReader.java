package io.unifiedipc.config;

import io.unifiedipc.config.Node.Block;
import io.unifiedipc.config.Node.Entry;
import io.unifiedipc.spi.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the named blocks of a {@link Section}. */
final class SectionReader {
    private final Section section;
    private final BlockReader reader;
    private final Problems problems;

    SectionReader(Section section, BlockReader reader, Problems problems) {
        this.section = section;
        this.reader = reader;
        this.problems = problems;
    }

    Map<String, Draft.Named> read(Block ipc) {
        Map<String, Draft.Named> all = new LinkedHashMap<>();
        reader.below(ipc.entries().get(section.key()), section.key())
                .entries()
                .forEach((name, entry) -> all.put(name, named(name, entry)));
        return all;
    }

    private Draft.Named named(String name, Entry entry) {
        String path = section.key() + "." + name;
        if (!ChannelReader.isName(name)) {
            problems.add(
                    entry.at(),
                    Shown.key(name)
                            + " can't name a block: a letter from a to z comes first, then letters, digits and hyphens");
        }
        Block block = reader.below(entry, path);
        Values type = reader.known(block, entry.at(), Schema.of(Section.TYPE), path + ".");
        Schema schema = schema(path, type, entry);
        if (schema == null) {
            return new Draft.Named(name, type);
        }
        return new Draft.Named(name, reader.whole(new Entry(entry.at(), block), schema, path, "'" + path + "'"));
    }

    private @Nullable Schema schema(String path, Values type, Entry entry) {
        Values.Value given = type.find(Section.TYPE);
        if (given == null) {
            if (!type.isBad(Section.TYPE)) {
                problems.add(
                        entry.at(),
                        path + " has no type: give it one of "
                                + String.join(", ", section.types().keySet()));
            }
            return null;
        }
        Schema schema = section.schema((String) given.value());
        if (schema == null) {
            problems.add(given.at(), path + ".type: " + section.unknown(given.shown()));
        }
        return schema;
    }
}
