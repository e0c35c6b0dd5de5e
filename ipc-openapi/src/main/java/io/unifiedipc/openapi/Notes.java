package io.unifiedipc.openapi;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the contract does not say though the document does, each once and with its place. */
final class Notes {
    private final Set<String> all = new LinkedHashSet<>();

    void add(Place place, String what) {
        add(place.pointer() + ": " + what);
    }

    void add(String text) {
        all.add(Texts.oneLine(text));
    }

    List<String> all() {
        return new ArrayList<>(all);
    }
}
