package io.unifiedipc.runtime;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.config.ChannelOptions;
import io.unifiedipc.config.ChannelSettings;
import io.unifiedipc.config.Steps;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.TransportProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The steps of both sides as {@link ChannelFactory} and {@link Inbound} put them together, told with nothing running. */
final class ChannelSteps implements Steps {
    private final Map<String, TransportProvider> transports;
    private final Collection<DecoratorProvider> decorators;

    ChannelSteps(Map<String, TransportProvider> transports, Collection<DecoratorProvider> decorators) {
        this.transports = transports;
        this.decorators = List.copyOf(decorators);
    }

    /** The deadline, the key and the version are the call itself, and decide nothing. */
    @Override
    public List<String> calling(ChannelSettings channel, DecoratedChannel seen) {
        Map<String, String> shown = decorators(channel, seen);
        List<String> names = new ArrayList<>(shown.keySet());
        names.sort(StackOrder.by(channel.own().find(ChannelOptions.STACK)));
        List<String> steps = new ArrayList<>();
        steps.add("deadline(" + ChannelOptions.TIMEOUT.write(channel.own().get(ChannelOptions.TIMEOUT)) + ")");
        steps.add("key");
        steps.add("version(" + channel.own().get(ChannelOptions.VERSION_OF) + ")");
        names.forEach(name -> steps.add(shown.getOrDefault(name, name)));
        steps.add(channel.transport());
        return steps;
    }

    @Override
    public List<String> receiving(ChannelSettings channel) {
        Config own = channel.own();
        List<String> steps = new ArrayList<>();
        String authenticate = own.find(ChannelOptions.AUTHENTICATE);
        if (authenticate != null) {
            steps.add("authenticate(" + authenticate + ")");
        }
        String version = own.get(ChannelOptions.VERSION_OF);
        steps.add("version(" + version.substring(0, version.indexOf('.')) + ".x)");
        steps.add("size(" + ChannelOptions.MAX_PAYLOAD.write(own.get(ChannelOptions.MAX_PAYLOAD)) + ")");
        steps.add("lanes(" + own.get(ChannelOptions.CONCURRENCY) + ")");
        steps.add("deadline");
        if (own.get(ChannelOptions.AUTHORIZE)) {
            steps.add("authorize");
        }
        steps.add("handler");
        return steps;
    }

    @Override
    public List<String> againstOrder(ChannelSettings channel, DecoratedChannel seen) {
        List<String> written = channel.own().find(ChannelOptions.STACK);
        if (written == null) {
            return List.of();
        }
        Set<String> known = new LinkedHashSet<>(List.of(FanOut.NAME, Endpoints.NAME, OutstandingLimit.NAME));
        decorators.forEach(provider -> known.add(provider.name()));
        return StackOrder.wrong(written, known, decorators(channel, seen).keySet());
    }

    /** Those that a channel has, each as it is shown. */
    private Map<String, String> decorators(ChannelSettings channel, DecoratedChannel seen) {
        Map<String, String> shown = new LinkedHashMap<>();
        if (channel.kind() == ChannelKind.EVENTS && !seen.capabilities().has(Capability.STORED)) {
            shown.put(FanOut.NAME, FanOut.NAME); // nothing stands between that would give it to each group
        }
        TransportProvider transport = transports.get(channel.transport());
        if (transport != null && transport.choosesEndpoint(seen.spec())) {
            shown.put(Endpoints.NAME, Endpoints.NAME);
        }
        shown.put(
                OutstandingLimit.NAME,
                OutstandingLimit.NAME + "(" + channel.own().get(ChannelOptions.MAX_OUTSTANDING)
                        + (channel.mostWaiting() > 0 ? ", wait" : "") + ")");
        decorators.forEach(provider -> {
            Config options = seen.blocks().get(provider.name());
            if (options != null && provider.applies(seen, options)) {
                shown.put(provider.name(), provider.step(options));
            }
        });
        return shown;
    }
}
