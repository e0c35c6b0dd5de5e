package io.unifiedipc.config;

import io.unifiedipc.ConfigurationException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects all that is wrong, so that nobody has to start a program five times to hear of five mistakes. */
final class Problems {
    private record Problem(Origin at, String text) {}

    private final List<Problem> all = new ArrayList<>();

    void add(Origin at, String text) {
        all.add(new Problem(at, text));
    }

    /** The file's first, from top to bottom. */
    void throwIfAny() {
        if (!all.isEmpty()) {
            all.sort(Comparator.comparing(Problem::at));
            throw new ConfigurationException(all.stream()
                    .map(p -> Shown.oneLine(p.at().prefix() + p.text()))
                    .distinct()
                    .toList());
        }
    }
}
