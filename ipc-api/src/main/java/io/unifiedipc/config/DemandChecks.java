package io.unifiedipc.config;

import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.Option;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether what a channel demands in so many words can be had on each of its transports. */
final class DemandChecks {
    private final Grammar grammar;
    private final Problems problems;

    DemandChecks(Grammar grammar, Problems problems) {
        this.grammar = grammar;
        this.problems = problems;
    }

    void check(Draft.Channel channel) {
        if (channel.own().has(ChannelOptions.TRANSPORT)) {
            ChannelSettings settings = channel.settings();
            timeout(channel, settings);
            Set<String> used = new LinkedHashSet<>(settings.receive());
            used.add(settings.transport());
            for (String transport : used) {
                Capabilities known = CapabilitiesOf.find(grammar, channel, transport, new Problems());
                if (known != null) {
                    requires(channel, settings, transport, known);
                    payload(channel, settings, transport, known);
                }
            }
        }
    }

    private void requires(Draft.Channel channel, ChannelSettings settings, String transport, Capabilities known) {
        for (String word :
                Objects.requireNonNullElse(settings.own().find(ChannelOptions.REQUIRES), List.<String>of())) {
            for (Capability each : Capability.values()) {
                if (Option.word(each).equals(word) && !known.has(each)) {
                    add(
                            channel,
                            ChannelOptions.REQUIRES,
                            "'" + word + "' (" + each.meaning() + ") can't be had over '" + transport
                                    + "': take another transport, or do without");
                }
            }
        }
    }

    /** Who has written no timeout has the library's, which is long enough for any. */
    private void timeout(Draft.Channel channel, ChannelSettings settings) {
        Capabilities known = CapabilitiesOf.find(grammar, channel, settings.transport(), new Problems());
        if (known != null && channel.own().has(ChannelOptions.TIMEOUT)) {
            Duration timeout = settings.own().get(ChannelOptions.TIMEOUT);
            Duration least = known.latency().least();
            if (timeout.compareTo(least) < 0) {
                add(
                        channel,
                        ChannelOptions.TIMEOUT,
                        ChannelOptions.TIMEOUT.write(timeout) + " is too short for '" + settings.transport() + "' ("
                                + known.latency().meaning() + "): an answer would come too late; say at least "
                                + ChannelOptions.TIMEOUT.write(least));
            }
        }
    }

    private void payload(Draft.Channel channel, ChannelSettings settings, String transport, Capabilities known) {
        int wanted = settings.own().get(ChannelOptions.MAX_PAYLOAD);
        if (channel.own().has(ChannelOptions.MAX_PAYLOAD) && wanted > known.maxMessageBytes()) {
            add(
                    channel,
                    ChannelOptions.MAX_PAYLOAD,
                    ChannelOptions.MAX_PAYLOAD.write(wanted) + " is more than '" + transport + "' carries, which is "
                            + ChannelOptions.MAX_PAYLOAD.write(known.maxMessageBytes())
                            + ": say less, and send a reference to the data where there is more");
        }
    }

    private void add(Draft.Channel channel, Option<?> option, String wrong) {
        problems.add(
                channel.own().at(option), Grammar.CHANNELS + "." + channel.name() + "." + option.key() + ": " + wrong);
    }
}
