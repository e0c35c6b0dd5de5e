package io.unifiedipc.config;

import io.unifiedipc.config.Node.Block;
import io.unifiedipc.config.Node.Entry;
import io.unifiedipc.config.Node.Items;
import io.unifiedipc.config.Node.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts environment variables in the place of {@code ${env:NAME}}, and makes nodes what {@link io.unifiedipc.spi.Option#parse}
 * takes. Such a value counts as secret from then on.
 */
final class Interpolation {
    /**
     * A value to be parsed.
     *
     * @param shown as it may be printed
     * @param secret whether any of it must not be
     */
    record Resolved(Object raw, String shown, boolean secret) {}

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern ALMOST = Pattern.compile("\\$\\{(env:|[^:{}]*})");

    private final Map<String, String> environment;
    private final Problems problems;

    Interpolation(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** The value at a path; null, and a problem, where a variable is missing. */
    @Nullable
    Resolved resolve(Node node, String path) {
        if (node instanceof Text text) {
            return text(text, path);
        }
        if (node instanceof Items items) {
            return items(items, path);
        }
        return node instanceof Block block ? block(block, path) : new Resolved("", "", false);
    }

    private @Nullable Resolved items(Items items, String path) {
        List<Resolved> all = new ArrayList<>();
        for (Node each : items.items()) {
            Resolved value = resolve(each, path);
            if (value == null) {
                return null;
            }
            all.add(value);
        }
        return new Resolved(
                all.stream().map(Resolved::raw).toList(),
                String.join(", ", all.stream().map(Resolved::shown).toList()),
                all.stream().anyMatch(Resolved::secret));
    }

    private @Nullable Resolved block(Block block, String path) {
        Map<String, Object> raw = new LinkedHashMap<>();
        List<String> shown = new ArrayList<>();
        boolean secret = false;
        for (Map.Entry<String, Entry> each : block.entries().entrySet()) {
            Resolved value = resolve(each.getValue().node(), path + "." + each.getKey());
            if (value == null) {
                return null;
            }
            raw.put(each.getKey(), value.raw());
            shown.add(each.getKey() + ": " + value.shown());
            secret |= value.secret();
        }
        return new Resolved(raw, String.join("; ", shown), secret);
    }

    private @Nullable Resolved text(Text text, String path) {
        // What the environment says is taken as it is: a password may well have a dollar in it.
        if (text.at().source() == Origin.Source.ENVIRONMENT || !text.text().contains("${")) {
            return new Resolved(text.text(), text.text(), false);
        }
        Matcher reference = REFERENCE.matcher(text.text());
        if (ALMOST.matcher(reference.replaceAll("")).find()) {
            problems.add(text.at(), path + " has a '${' that starts no '${env:NAME}'");
            return null;
        }
        StringBuilder value = new StringBuilder();
        boolean found = false;
        boolean missing = false;
        reference.reset();
        while (reference.find()) {
            String variable = environment.get(reference.group(1));
            if (variable == null) {
                missing = true;
                problems.add(
                        text.at(),
                        path + " takes the environment variable " + reference.group(1) + ", and it is not set");
            }
            found = true;
            reference.appendReplacement(value, Matcher.quoteReplacement(variable == null ? "" : variable));
        }
        reference.appendTail(value);
        return missing ? null : new Resolved(value.toString(), found ? Shown.SECRET : text.text(), found);
    }
}
