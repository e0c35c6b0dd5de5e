package io.unifiedipc.config;

import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.Nearest;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a channel can be paused where it is told to, and by something that can happen. */
final class PauseChecks {
    private final Grammar grammar;
    private final Draft draft;
    private final Decorated decorated;
    private final Problems problems;

    PauseChecks(Grammar grammar, Draft draft, Decorated decorated, Problems problems) {
        this.grammar = grammar;
        this.draft = draft;
        this.decorated = decorated;
        this.problems = problems;
    }

    void check(Draft.Channel channel) {
        Values.Value value = channel.own().find(ChannelOptions.PAUSE_WHILE_OPEN);
        if (value == null) {
            return;
        }
        String where = Grammar.CHANNELS + "." + channel.name() + "." + ChannelOptions.PAUSE_WHILE_OPEN.key() + ": ";
        ChannelSettings settings = channel.settings();
        Set<String> before = new HashSet<>();
        for (String name : settings.pauseWhileOpen()) {
            String wrong = before.add(name) ? wrong(name) : "'" + name + "' stands there twice: take one away";
            if (wrong != null) {
                problems.add(value.at(), where + wrong);
            }
        }
        if (channel.own().has(ChannelOptions.RECEIVE) || channel.own().has(ChannelOptions.TRANSPORT)) {
            for (String transport : new LinkedHashSet<>(settings.receive())) {
                Capabilities known = CapabilitiesOf.find(grammar, channel, transport, new Problems());
                if (known != null && !known.has(Capability.PAUSE)) {
                    problems.add(
                            value.at(),
                            where + "transport '" + transport + "' can't keep messages waiting while a receiver pauses:"
                                    + " receive on one that can, or leave the key out");
                }
            }
        }
    }

    private @Nullable String wrong(String name) {
        List<String> names = draft.channels().stream().map(Draft.Channel::name).toList();
        Draft.Channel needed = draft.channels().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(null);
        if (needed == null) {
            return "'" + Shown.oneLine(name) + "' is no channel" + Nearest.hint(name, names);
        }
        DecoratorProvider breaker = grammar.decorators().get(ChannelOptions.CIRCUIT_BREAKER);
        if (breaker == null) {
            return "no module on the class path has circuit breakers: add ipc-resilience, or leave the key out";
        }
        DecoratedChannel seen = decorated.find(needed, new Problems());
        Config options = seen == null ? null : seen.blocks().get(breaker.name());
        boolean has = seen == null || (options != null && breaker.applies(seen, options));
        return has ? null : "channel '" + name + "' has no circuit breaker: switch it on there, or leave it out here";
    }
}
