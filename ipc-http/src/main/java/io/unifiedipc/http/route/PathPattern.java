package io.unifiedipc.http.route;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fixed texts of a path with variables between them, each as long as it can be and the first the longest. A regular expression
 * would try all ways to divide a path among several variables, and a stranger can send one that has very many; this takes time
 * in proportion to the length of the path.
 */
final class PathPattern {
    private final List<String> literals;
    /** Whether the variable behind a literal may have slashes. */
    private final BitSet many;

    /**
     * @param literals one more than there are variables
     * @param many which variables may have slashes
     */
    PathPattern(List<String> literals, BitSet many) {
        this.literals = literals;
        this.many = many;
    }

    /** The values of the variables, none of them empty; null where it is another path. */
    @Nullable
    List<String> match(String path) {
        int last = literals.size() - 1;
        int end = path.length() - literals.get(last).length();
        if (end < 0 || !path.startsWith(literals.get(0)) || !path.endsWith(literals.get(last))) {
            return null;
        }
        BitSet[] starts = new BitSet[last + 1];
        starts[last] = new BitSet();
        starts[last].set(end);
        for (int i = last - 1; i >= 0; i--) {
            starts[i] = starts(path, i, starts[i + 1]);
        }
        return starts[0].get(0) ? values(path, starts) : null;
    }

    /** Where a literal may begin so that all that follows it fits. */
    private BitSet starts(String path, int literal, BitSet following) {
        BitSet found = new BitSet();
        String text = literals.get(literal);
        int slash = path.length();
        for (int value = path.length() - 1; value >= text.length(); value--) {
            slash = path.charAt(value) == '/' ? value : slash;
            int end = following.previousSetBit(many.get(literal) ? path.length() : slash);
            if (end > value && path.startsWith(text, value - text.length())) {
                found.set(value - text.length());
            }
        }
        return found;
    }

    private List<String> values(String path, BitSet[] starts) {
        List<String> values = new ArrayList<>();
        int value = literals.get(0).length();
        for (int i = 1; i < starts.length; i++) {
            int slash = path.indexOf('/', value);
            int end = starts[i].previousSetBit(many.get(i - 1) || slash < 0 ? path.length() : slash);
            values.add(path.substring(value, end));
            value = end + literals.get(i).length();
        }
        return values;
    }
}
