package io.unifiedipc.resilience.outcomes;

import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.OutcomeStore;
import io.unifiedipc.spi.OutcomeStoreProvider;
import io.unifiedipc.spi.Schema;
import org.jspecify.annotations.Nullable;

/** One store for all that open it, one after the other or at the same time: as if it stood outside of their processes. */
final class Survivor implements OutcomeStoreProvider {
    private @Nullable OutcomeStore store;

    @Override
    public String name() {
        return "survivor";
    }

    @Override
    public Schema options() {
        return new MemoryOutcomesProvider().options();
    }

    @Override
    public OutcomeStore open(String block, Config options, Context context) {
        OutcomeStore open = store;
        if (open == null) {
            open = new MemoryOutcomesProvider().open(block, options, context);
            store = open;
        }
        return open;
    }
}
