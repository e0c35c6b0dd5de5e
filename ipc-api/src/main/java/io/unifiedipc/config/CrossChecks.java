package io.unifiedipc.config;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.Option;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether values that are good by themselves go together. */
final class CrossChecks {
    private final Grammar grammar;
    private final Set<String> codecs;
    private final Problems problems;

    CrossChecks(Grammar grammar, Set<String> codecs, Problems problems) {
        this.grammar = grammar;
        this.codecs = codecs;
        this.problems = problems;
    }

    void check(Draft.Channel channel) {
        Values own = channel.own();
        String who = "channel '" + channel.name() + "' ";
        ChannelSettings settings = channel.settings();
        if (!own.has(ChannelOptions.TRANSPORT)) {
            if (!own.isBad(ChannelOptions.TRANSPORT)) {
                problems.add(channel.at(), who + "has no transport: give it one of " + String.join(", ", names()));
            }
        } else {
            exists(who + "wants transport ", settings.transport(), own, ChannelOptions.TRANSPORT);
            capable(channel, settings, settings.transport(), own.at(ChannelOptions.TRANSPORT));
        }
        receive(channel, settings, who);
        limits(channel, settings);
    }

    private void receive(Draft.Channel channel, ChannelSettings settings, String who) {
        Values own = channel.own();
        if (own.has(ChannelOptions.RECEIVE)) {
            List<String> on = settings.receive();
            if (on.isEmpty()) {
                problems.add(
                        own.at(ChannelOptions.RECEIVE),
                        who + "has an empty list under 'receive': name a transport, or leave the key out");
            }
            Set<String> different = new LinkedHashSet<>(on);
            if (different.size() < on.size()) {
                problems.add(own.at(ChannelOptions.RECEIVE), who + "names a transport twice under 'receive'");
            }
            for (String each : different) {
                exists(who + "wants to receive on ", each, own, ChannelOptions.RECEIVE);
                if (!own.has(ChannelOptions.TRANSPORT) || !each.equals(settings.transport())) {
                    capable(channel, settings, each, own.at(ChannelOptions.RECEIVE));
                }
            }
        }
        Values onFailure = channel.onFailure();
        boolean receives = own.has(ChannelOptions.RECEIVE) || own.has(ChannelOptions.TRANSPORT);
        if (receives && settings.onFailure().find(ChannelOptions.THEN) == ChannelOptions.Then.PARK) {
            for (String each : new LinkedHashSet<>(settings.receive())) {
                Capabilities known = CapabilitiesOf.find(grammar, channel, each, problems);
                if (known != null && !known.has(Capability.PARKING)) {
                    problems.add(
                            onFailure.at(ChannelOptions.THEN),
                            who + "is to park what fails, and transport '" + each
                                    + "' has nowhere to park it: say stop or drop, or leave 'then' out");
                }
            }
        }
    }

    private void exists(String wants, String transport, Values own, Option<?> option) {
        if (grammar.transports().containsKey(transport)) {
            return;
        }
        Collection<String> names = names();
        Values.Value value = own.find(option);
        boolean secret = value != null && value.shown().contains(Shown.SECRET);
        String near = secret ? null : Nearest.of(transport, names);
        String module = secret ? "the module that has it" : Modules.ofTransport(transport);
        String next = near == null ? ": add " + module + ", or take one of these" : "; did you mean '" + near + "'?";
        problems.add(
                own.at(option),
                wants + "'" + (secret ? Shown.SECRET : transport) + "', and no module on the class path has it (there "
                        + (names.isEmpty() ? "are none" : "are: " + String.join(", ", names)) + ")" + next);
    }

    private void capable(Draft.Channel channel, ChannelSettings settings, String transport, Origin at) {
        Capabilities known = CapabilitiesOf.find(grammar, channel, transport, problems);
        if (known == null) {
            return;
        }
        boolean events = settings.kind() == ChannelKind.EVENTS;
        if (events && !known.has(Capability.PUBLISH)) {
            problems.add(at, of(channel, "events", transport) + "can't publish");
        }
        if (!events && !known.has(Capability.SEND) && !known.has(Capability.REQUEST)) {
            problems.add(at, of(channel, "commands", transport) + "can neither send nor request");
        }
    }

    private static String of(Draft.Channel channel, String kind, String transport) {
        return "channel '" + channel.name() + "' is for " + kind + ", and transport '" + transport + "' ";
    }

    private void limits(Draft.Channel channel, ChannelSettings settings) {
        Values own = channel.own();
        String path = Grammar.CHANNELS + "." + channel.name() + ".";
        int concurrency = settings.own().get(ChannelOptions.CONCURRENCY);
        Integer window = settings.own().find(ChannelOptions.WINDOW);
        if (own.has(ChannelOptions.WINDOW)
                && !own.isBad(ChannelOptions.CONCURRENCY)
                && window != null
                && window < concurrency) {
            problems.add(
                    own.at(ChannelOptions.WINDOW),
                    path + "window: " + window + " is less than the concurrency, which is " + concurrency
                            + ": some handlers could never run");
        }
        String codec = settings.own().get(ChannelOptions.CODEC);
        if (own.has(ChannelOptions.CODEC) && !codecs.contains(codec)) {
            Values.Value value = own.find(ChannelOptions.CODEC);
            boolean secret = value != null && value.shown().contains(Shown.SECRET);
            problems.add(
                    own.at(ChannelOptions.CODEC),
                    path + "codec: "
                            + (secret
                                    ? "there is none by that name"
                                    : "'" + codec + "' is no codec" + Nearest.hint(codec, codecs)));
        }
    }

    private Collection<String> names() {
        return grammar.transports().keySet();
    }
}
