package io.unifiedipc.config;

import io.unifiedipc.config.Node.Block;
import io.unifiedipc.config.Node.Entry;
import io.unifiedipc.config.Node.Items;
import io.unifiedipc.config.Node.Nothing;
import io.unifiedipc.config.Node.Text;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads a file into nodes that know their lines. Of YAML it takes what a configuration needs: one document of keys, lists and
 * single values. Aliases and tags are refused, so a small file can't grow into a large one.
 */
final class YamlReader {
    /** Deeper than any good file. */
    static final int MAX_DEPTH = 12;

    private final String file;
    private final YAMLParser parser;
    private final Problems problems;
    private boolean aliased;

    private YamlReader(String file, YAMLParser parser, Problems problems) {
        this.file = file;
        this.parser = parser;
        this.problems = problems;
    }

    /** What stands in a file; nothing for an empty one. Throws at once where the rest of it can't be made out. */
    static Node read(ConfigSource source, Problems problems) {
        if (source.text().length() > ConfigSource.MAX_BYTES) {
            problems.add(new Origin(Origin.Source.FILE, source.name(), 1), "the text has more than 1 MiB");
            problems.throwIfAny();
        }
        try (YAMLParser parser =
                (YAMLParser) YAMLFactory.builder().build().createParser(ObjectReadContext.empty(), source.text())) {
            return new YamlReader(source.name(), parser, problems).document();
        } catch (JacksonException e) {
            YamlFault fault = YamlFault.of(e);
            problems.add(new Origin(Origin.Source.FILE, source.name(), fault.line()), fault.text());
            problems.throwIfAny();
            throw new AssertionError("a problem was added", e);
        }
    }

    private Node document() {
        if (parser.nextToken() == null) {
            return new Nothing();
        }
        Node document = node(List.of());
        if (parser.nextToken() != null) {
            problems.add(here(), "a second document starts; there can be one");
        }
        if (aliased) {
            // Without the values that were meant, more would be found wrong than is.
            problems.throwIfAny();
        }
        return document;
    }

    private Node node(List<String> path) {
        refuseFeatures();
        if (path.size() > MAX_DEPTH) {
            problems.add(here(), "keys and lists stand more than " + MAX_DEPTH + " deep");
            problems.throwIfAny();
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> block(path);
            case START_ARRAY -> items(path);
            case VALUE_NULL -> new Nothing();
            default -> new Text(parser.getString(), here());
        };
    }

    private void refuseFeatures() {
        if (parser.isCurrentAlias()) {
            aliased = true;
            problems.add(here(), "an alias (*" + parser.getString() + ") can't be used here: write the value itself");
        } else if (parser.getTypeId() != null) {
            problems.add(here(), "a tag (!" + parser.getTypeId() + ") can't be used here: write the value itself");
        }
    }

    private Block block(List<String> path) {
        Block block = new Block();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Origin at = here();
            parser.nextToken();
            Entry entry = new Entry(at, node(plus(path, key)));
            Entry first = block.entries().putIfAbsent(key, entry);
            if (first != null) {
                String what = path.equals(List.of("ipc", "channels")) ? "channel " : "";
                problems.add(
                        at,
                        what + Shown.key(key) + " stands twice, line "
                                + first.at().line() + " and line " + at.line());
            }
        }
        return block;
    }

    private Items items(List<String> path) {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(plus(path, "-")));
        }
        return new Items(items);
    }

    private Origin here() {
        return new Origin(
                Origin.Source.FILE, file, parser.currentTokenLocation().getLineNr());
    }

    private static List<String> plus(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }
}
