package io.unifiedipc.testing.kit;

import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Interaction;
import io.unifiedipc.spi.Observer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Notes at a receiver which attempts of its caller have arrived at an operation. Over a broker a handler is not told: its own
 * attempts are those of the receiver, and the caller's stand in the header.
 */
final class Attempts implements Observer {
    /** Which they were, in turn. */
    final List<Integer> arrived = new CopyOnWriteArrayList<>();

    private final String operation;

    Attempts(String operation) {
        this.operation = operation;
    }

    @Override
    public void received(Interaction first) {
        if (first.operation().name().equals(operation)) {
            String said = first.envelope().headers().get(HeaderNames.ATTEMPT, "1");
            arrived.add(Math.max(first.attempt(), Integer.parseInt(said)));
        }
    }
}
