package io.unifiedipc;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers that very many messages have in common, in one piece: most that are looked for are not among them, and one bit says so. */
final class SharedHeaders extends Headers {
    private final String[] names;
    private final String[] values;
    private final long bits;
    private final int weight;

    /** The same as these. */
    SharedHeaders(Headers all) {
        super(EMPTY);
        int size = all.size();
        names = new String[size];
        values = new String[size];
        long present = 0;
        int at = 0;
        for (Map.Entry<String, String> each : all) {
            names[at] = each.getKey();
            values[at] = each.getValue();
            present |= bit(each.getKey());
            at++;
        }
        bits = present;
        weight = all.weight();
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
        return values[index];
    }

    @Override
    @Nullable
    String find(String wanted) {
        if ((bits & bit(wanted)) == 0) {
            return null;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(wanted)) {
                return values[i];
            }
        }
        return null;
    }

    @Override
    int ownWeight() {
        return weight;
    }

    @Override
    Headers over(Headers others) {
        Headers all = others;
        for (int i = names.length - 1; i >= 0; i--) {
            all = all.plus(names[i], values[i]);
        }
        return all;
    }
}
