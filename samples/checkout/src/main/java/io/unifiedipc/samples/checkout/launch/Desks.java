package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.samples.checkout.desk.Line;
import java.util.List;

/** Which lines are whose, where two desks share the input: all lines of a customer are done at the same one. */
enum Desks {
    /** In the process of the services. */
    COUNTER(0),
    /** In the other process. */
    WEB(1);

    private final int half;

    Desks(int half) {
        this.half = half;
    }

    List<Line> of(List<Line> lines) {
        return lines.stream()
                .filter(line -> Math.floorMod(line.customer().hashCode() / 8, 2) == half)
                .toList();
    }
}
