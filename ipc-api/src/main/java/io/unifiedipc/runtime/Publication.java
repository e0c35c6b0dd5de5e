package io.unifiedipc.runtime;

import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way. Where it goes to each group by itself, its deadline is that of every group which has not answered: so
 * the failure names them all.
 */
final class Publication extends Call {
    private volatile List<Call> parts = List.of();

    Publication(
            String channel,
            OperationSpec operation,
            Envelope envelope,
            long startedAt,
            long deadline,
            boolean mayBlock,
            @Nullable Listener listener) {
        super(channel, operation, Style.PUBLISH, envelope, startedAt, deadline, mayBlock, listener);
    }

    /** From now on its outcome is made of theirs. */
    void isSpreadOver(List<Call> shares) {
        parts = List.copyOf(shares);
    }

    @Override
    public void run() {
        if (parts.isEmpty()) {
            super.run();
        } else {
            parts.forEach(Call::run);
        }
    }
}
