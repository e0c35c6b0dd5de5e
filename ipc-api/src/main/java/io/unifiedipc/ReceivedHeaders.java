package io.unifiedipc;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Headers as a transport received them: most are never looked at, so each becomes text when somebody asks for it. */
final class ReceivedHeaders extends Headers {
    private final String[] names;
    private final IntFunction<String> text;
    private final long bits;
    /** What was asked for so far. Written by any thread without an order: the same text, whoever makes it. */
    private final @Nullable String[] known;

    ReceivedHeaders(String[] names, IntFunction<String> text) {
        super(EMPTY);
        this.names = names;
        this.text = text;
        known = new String[names.length];
        long present = 0;
        for (String each : names) {
            present |= bit(each);
        }
        bits = present;
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
        String value = known[index];
        if (value == null) {
            value = text.apply(index);
            known[index] = value;
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
        int weight = 0;
        for (int i = 0; i < names.length; i++) {
            weight += weight(names[i], value(i).length());
        }
        return weight;
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
