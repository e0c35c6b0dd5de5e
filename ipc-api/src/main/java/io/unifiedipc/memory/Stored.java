package io.unifiedipc.memory;

import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A message in its place: its number says where. */
final class Stored {
    /** Copies come right behind their original. */
    static final Comparator<Stored> IN_ORDER =
            Comparator.<Stored>comparingLong(s -> s.number).thenComparingLong(s -> s.copy);

    final Envelope envelope;
    final long deadline;
    final @Nullable String key;
    final long number;
    private final long copy;
    int deliveries;
    int partition;

    Stored(Envelope envelope, long deadline, long number) {
        this(envelope, deadline, number, 0);
    }

    private Stored(Envelope envelope, long deadline, long number, long copy) {
        this.envelope = envelope;
        this.deadline = deadline;
        this.number = number;
        this.copy = copy;
        key = envelope.headers().get(HeaderNames.KEY);
    }

    boolean isCopy() {
        return copy > 0;
    }

    /** The same message once more. */
    Stored copy(long which) {
        Stored other = new Stored(envelope, deadline, number, which);
        other.deliveries = deliveries;
        other.partition = partition;
        return other;
    }
}
