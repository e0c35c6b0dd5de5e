package io.unifiedipc.runtime;

import io.unifiedipc.config.ChannelOptions;
import io.unifiedipc.config.ChannelSettings;
import io.unifiedipc.config.Settings;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.OutcomeStore;
import io.unifiedipc.spi.OutcomeStoreProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where outcomes are kept: each store opened on first need, shared by the channels that name it. */
final class OutcomeStores {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.closing");

    private final Settings settings;
    private final Map<String, OutcomeStoreProvider> providers;
    private final Map<String, OutcomeStore> open = new LinkedHashMap<>();

    OutcomeStores(Settings settings, Map<String, OutcomeStoreProvider> providers) {
        this.settings = settings;
        this.providers = providers;
    }

    /** That of a channel; null where it names none. */
    synchronized @Nullable OutcomeStore of(ChannelSettings channel, Context context) {
        String name = channel.own().find(ChannelOptions.OUTCOMES);
        Settings.Named block = name == null ? null : settings.stores().get(name);
        OutcomeStoreProvider provider = block == null ? null : providers.get(block.type());
        return name == null || block == null || provider == null
                ? null
                : open.computeIfAbsent(name, n -> provider.open(n, block.options(), context));
    }

    /** After all that uses them. */
    synchronized void close() {
        open.forEach((name, store) -> {
            try {
                store.close();
            } catch (RuntimeException e) {
                LOG.warn("closing: outcome store '{}' could not be closed", name, e);
            }
        });
    }
}
