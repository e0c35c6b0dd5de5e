package io.unifiedipc.runtime;

import io.unifiedipc.config.ChannelOptions;
import io.unifiedipc.config.ChannelSettings;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.ForChannel;
import io.unifiedipc.spi.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts a channel together from its settings: encoder, stack and link on one side, groups on the other. */
final class ChannelFactory {
    private final String service;
    private final Codecs codecs;
    private final Operations operations;
    private final IpcRuntime runtime;
    private final Transports transports;
    private final Pausing pausing;
    private final Collection<DecoratorProvider> decorators;
    private final Collection<ForChannel> added;
    private final Budgets budgets;

    ChannelFactory(
            String service,
            Codecs codecs,
            Operations operations,
            IpcRuntime runtime,
            Transports transports,
            Pausing pausing,
            Collection<DecoratorProvider> decorators,
            Collection<ForChannel> added,
            Budgets budgets) {
        this.service = service;
        this.codecs = codecs;
        this.operations = operations;
        this.runtime = runtime;
        this.transports = transports;
        this.pausing = pausing;
        this.decorators = List.copyOf(decorators);
        this.added = List.copyOf(added);
        this.budgets = budgets;
    }

    DefaultChannel make(ChannelSettings settings, Spoken spoken, Function<String, @Nullable Outbound> replyChannels) {
        String version = spoken.version();
        String codec = settings.own().get(ChannelOptions.CODEC);
        Link link = transports.link(settings, version, settings.transport());
        OutstandingLimit limit = new OutstandingLimit(
                settings.name(),
                settings.own().get(ChannelOptions.MAX_OUTSTANDING),
                settings.mostWaiting(),
                budgets,
                runtime.clock());
        List<Decorator> stack = decorators(settings, version, link, limit);
        Encoder encoder = new Encoder(
                settings.name(),
                service,
                version,
                codec,
                settings.own().get(ChannelOptions.MAX_PAYLOAD),
                transports.capabilities(settings, version, settings.transport()).maxHeaderBytes(),
                settings.forward(),
                codecs,
                link,
                stack);
        Outbound outbound = new Outbound(
                settings.name(),
                spoken.major(),
                settings.own().get(ChannelOptions.TIMEOUT),
                settings.own().get(ChannelOptions.DETACHED),
                encoder,
                new ReplyReader(codec, encoder, codecs),
                runtime,
                limit,
                stack,
                link);
        Replies replies = new Replies(replyChannels, operations);
        Receiving receiving = new Receiving(
                settings,
                group -> new Inbound(
                        settings,
                        group,
                        spoken,
                        codecs,
                        encoder,
                        runtime,
                        replies,
                        runtime.stores().of(settings, runtime)),
                transport -> transports.link(settings, version, transport),
                transport -> transports.capabilities(settings, version, transport),
                codecs.named(codec),
                () -> pausing.holds(settings.name()));
        pausing.opened(settings.name(), () -> Endpoints.places(link, settings.kind()), receiving);
        return new DefaultChannel(settings.name(), version, settings.kind(), operations, outbound, receiving);
    }

    private List<Decorator> decorators(ChannelSettings settings, String version, Link link, OutstandingLimit limit) {
        List<Decorator> all = new ArrayList<>();
        if (link instanceof Link.ToGroups direct) {
            all.add(new FanOut(direct.groups()));
        }
        all.add(limit);
        DecoratedChannel channel = decorated(settings, version);
        for (DecoratorProvider provider : decorators) {
            Config options = settings.block(provider.name());
            if (!settings.off().contains(provider.name()) && provider.applies(channel, options)) {
                all.add(provider.decorator(channel, options, runtime));
            }
        }
        if (Endpoints.hasChoice(link) && link instanceof Link.ToEndpoints several) {
            all.add(new Endpoints(
                    several,
                    all.stream()
                            .filter(Decorator.Admitting.class::isInstance)
                            .map(Decorator.Admitting.class::cast)
                            .toList()));
        }
        all.sort(Comparator.comparing(
                Decorator::name, StackOrder.by(settings.own().find(ChannelOptions.STACK))));
        return all;
    }

    private DecoratedChannel decorated(ChannelSettings settings, String version) {
        return settings.decorated(
                version,
                runtime.identity().credentialsType(settings.name()),
                decorators.stream().map(DecoratorProvider::name).toList(),
                added,
                transports.capabilities(settings, version, settings.transport()));
    }
}
