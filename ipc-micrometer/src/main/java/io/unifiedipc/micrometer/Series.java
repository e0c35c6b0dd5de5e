package io.unifiedipc.micrometer;

import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;

/** One meter with values for its tags. */
record Series(Meters meter, List<String> values) {
    static Series of(Meters meter, String... values) {
        return new Series(meter, List.of(values));
    }

    /** The tags; where a value is empty it is {@code none}, as some registries drop empty ones. */
    List<Tag> tags() {
        List<String> names = meter.tags();
        List<Tag> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            all.add(Tag.of(names.get(i), values.get(i).isEmpty() ? "none" : values.get(i)));
        }
        return all;
    }
}
