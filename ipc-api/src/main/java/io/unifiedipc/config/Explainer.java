package io.unifiedipc.config;

import io.unifiedipc.ConfigurationException;
import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.TransportProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares a channel on one transport with itself on another, with nothing running. Safe for any thread. */
public final class Explainer {
    private final ConfigLoader loader;
    private final Map<String, TransportProvider> transports;

    /** With a loader, over the transports that it knows. */
    public Explainer(ConfigLoader loader, Map<String, TransportProvider> transports) {
        this.loader = loader;
        this.transports = Map.copyOf(transports);
    }

    /**
     * What changes.
     *
     * @param contract whose operations go through it; null where it is not known
     * @throws ConfigurationException where the configuration can't be used as it is, or has no such channel, or one of the
     *     transports isn't there
     */
    public String explain(
            ConfigInputs inputs, String channel, String from, String to, @Nullable ContractView contract) {
        Settings settings = loader.load(inputs);
        ChannelSettings found = settings.channels().get(channel);
        if (found == null) {
            throw new ConfigurationException(List.of("there is no channel " + Shown.key(channel) + " to explain"
                    + Nearest.hint(channel, settings.channels().keySet())));
        }
        Side here = side(inputs, found, from, contract);
        Side there = side(inputs, found, to, contract);
        return new Explanation(from, here, to, there)
                .of(Traits.ALL, contract == null ? List.of() : ContractTraits.of(contract));
    }

    private Side side(ConfigInputs inputs, ChannelSettings channel, String transport, @Nullable ContractView contract) {
        List<String> refusals = refusals(inputs, channel.name(), transport);
        TransportProvider provider = transports.get(transport);
        if (provider == null) {
            throw new ConfigurationException(refusals);
        }
        boolean written = channel.own().values().containsKey(ChannelOptions.VERSION_OF.key());
        String version =
                contract == null || written ? channel.own().get(ChannelOptions.VERSION_OF) : contract.version();
        return Side.of(channel.spec(version, transport), provider, refusals);
    }

    /** Why the channel would not start on a transport; all else is as configured, and nothing is wrong with that. */
    private List<String> refusals(ConfigInputs inputs, String channel, String transport) {
        String key = "ipc." + Grammar.CHANNELS + "." + channel + "." + ChannelOptions.TRANSPORT.key();
        Map<String, String> properties = new HashMap<>(inputs.systemProperties());
        properties.put(key, transport);
        try {
            loader.load(new ConfigInputs(inputs.file(), inputs.builder(), inputs.environment(), properties));
            return List.of();
        } catch (ConfigurationException e) {
            String prefix = Origin.systemProperty(key).prefix();
            List<String> texts = new ArrayList<>(e.problems());
            texts.replaceAll(text -> text.startsWith(prefix) ? text.substring(prefix.length()) : text);
            return texts;
        }
    }
}
