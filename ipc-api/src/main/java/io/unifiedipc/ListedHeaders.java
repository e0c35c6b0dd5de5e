package io.unifiedipc;

import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Headers in one piece: those that very many messages have in common, and those that a transport received. Most that are looked for
 * are not among them, and one bit says so; of what was received most is never looked at, so it becomes text when somebody asks.
 */
final class ListedHeaders extends Headers {
    private final String[] names;
    /** What has become text so far. Written by any thread without an order: the same text, whoever makes it. */
    private final @Nullable String[] values;

    private final IntFunction<String> text;
    private final long bits;
    /** 0 until somebody asks; the same for each. */
    private int weight;

    /** These names, and what makes the text of each by its place among them. */
    ListedHeaders(String[] names, IntFunction<String> text) {
        super(EMPTY);
        this.names = names;
        this.text = text;
        values = new String[names.length];
        long present = 0;
        for (String each : names) {
            present |= bit(each);
        }
        bits = present;
    }

    static ListedHeaders copyOf(Headers all) {
        int size = all.size();
        String[] names = new String[size];
        String[] texts = new String[size];
        int at = 0;
        for (Map.Entry<String, String> each : all) {
            names[at] = each.getKey();
            texts[at] = each.getValue();
            at++;
        }
        return new ListedHeaders(names, place -> texts[place]);
    }

    @Override
    int own() {
        return names.length;
    }

    @Override
    String name(int index) {
        return names[index];
    }

    @Override
    String value(int index) {
        String value = values[index];
        if (value == null) {
            value = text.apply(index);
            values[index] = value;
        }
        return value;
    }

    @Override
    @Nullable
    String find(String wanted) {
        if ((bits & bit(wanted)) == 0) {
            return null;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(wanted)) {
                return value(i);
            }
        }
        return null;
    }

    @Override
    int ownWeight() {
        int sum = weight;
        if (sum == 0) {
            for (int i = 0; i < names.length; i++) {
                sum += weight(names[i], value(i).length());
            }
            weight = sum;
        }
        return sum;
    }

    @Override
    Headers over(Headers others) {
        Headers all = others;
        for (int i = names.length - 1; i >= 0; i--) {
            all = all.plus(names[i], value(i));
        }
        return all;
    }
}
