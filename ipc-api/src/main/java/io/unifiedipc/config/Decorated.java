package io.unifiedipc.config;

import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.ForChannel;
import io.unifiedipc.spi.Nearest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which decorators a channel has, and what they say against its configuration. */
final class Decorated {
    private final Grammar grammar;
    private final Draft draft;
    private final Steps steps;
    private final List<ForChannel> added;

    Decorated(Grammar grammar, Draft draft, Steps steps, List<ForChannel> added) {
        this.grammar = grammar;
        this.draft = draft;
        this.steps = steps;
        this.added = added;
    }

    /** The channel as decorators see it; null where too little of it is good to tell. */
    @Nullable
    DecoratedChannel find(Draft.Channel channel, Problems problems) {
        Values own = channel.own();
        if (!own.has(ChannelOptions.TRANSPORT)
                || own.isBad(ChannelOptions.TIMEOUT)
                || own.isBad(ChannelOptions.FORWARD)
                || channel.blocks().values().stream().anyMatch(Values::hasBad)) {
            return null;
        }
        ChannelSettings settings = channel.settings();
        Capabilities known = CapabilitiesOf.find(grammar, channel, settings.transport(), problems);
        if (known == null) {
            return null;
        }
        Values.Value credentials = own.find(ChannelOptions.CREDENTIALS);
        Draft.Named block = credentials == null ? null : draft.credentials().get((String) credentials.value());
        return settings.decorated(
                settings.own().get(ChannelOptions.VERSION_OF),
                block == null ? null : block.type(),
                grammar.decorators().keySet(),
                added,
                known);
    }

    /** Adds what was added for a channel or decorator that there is none of: it would do nothing, and nobody would know. */
    void checkAdded(Problems problems) {
        for (ForChannel each : added) {
            String what = each.getClass().getSimpleName() + " added for channel '" + each.channel() + "': ";
            Draft.Channel channel = draft.channels().stream()
                    .filter(known -> known.name().equals(each.channel()))
                    .findFirst()
                    .orElse(null);
            if (channel == null) {
                List<String> names =
                        draft.channels().stream().map(Draft.Channel::name).toList();
                problems.add(Origin.NOWHERE, what + "there is no such channel" + Nearest.hint(each.channel(), names));
            } else if (!grammar.decorators().containsKey(each.decorator())) {
                problems.add(
                        Origin.NOWHERE,
                        what + "there is no decorator '" + each.decorator() + "'"
                                + Nearest.hint(
                                        each.decorator(), grammar.decorators().keySet()));
            } else if (channel.off().containsKey(each.decorator())) {
                problems.add(channel.off().get(each.decorator()), what + "its '" + each.decorator() + "' is off");
            }
        }
    }

    /** Adds what its decorators find wrong, each at the place of the value that it is about. */
    void check(Draft.Channel channel, Problems problems) {
        DecoratedChannel seen = find(channel, problems);
        if (seen == null) {
            return;
        }
        grammar.decorators().values().forEach(provider -> {
            Config options = seen.blocks().get(provider.name());
            if (options != null && provider.applies(seen, options)) {
                check(channel, seen, provider, options, problems);
            }
        });
        if (!channel.own().isBad(ChannelOptions.STACK)) {
            steps.againstOrder(channel.settings(), seen)
                    .forEach(wrong -> problems.add(
                            channel.own().at(ChannelOptions.STACK),
                            Grammar.CHANNELS + "." + channel.name() + "." + ChannelOptions.STACK.key() + ": " + wrong));
        }
    }

    private static void check(
            Draft.Channel channel,
            DecoratedChannel seen,
            DecoratorProvider provider,
            Config options,
            Problems problems) {
        Values block = channel.blocks().getOrDefault(provider.name(), new Values(channel.at()));
        provider.check(
                seen,
                options,
                (option, wrong) -> problems.add(
                        block.at(option),
                        Grammar.CHANNELS + "." + channel.name() + "." + provider.name() + ": " + wrong));
    }
}
