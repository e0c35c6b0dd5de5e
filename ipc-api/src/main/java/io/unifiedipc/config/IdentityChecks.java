package io.unifiedipc.config;

import io.unifiedipc.spi.Option;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/** Whether what a channel shows, and what it asks for, can be had on its transports. */
final class IdentityChecks {
    private final Grammar grammar;
    private final boolean authorizes;
    private final Problems problems;

    IdentityChecks(Grammar grammar, boolean authorizes, Problems problems) {
        this.grammar = grammar;
        this.authorizes = authorizes;
        this.problems = problems;
    }

    void check(Draft.Channel channel) {
        Values own = channel.own();
        if (own.has(ChannelOptions.TRANSPORT)) {
            ChannelSettings settings = channel.settings();
            if (own.has(ChannelOptions.CREDENTIALS)) {
                against(channel, ChannelOptions.CREDENTIALS, settings.transport());
            }
            if (own.has(ChannelOptions.AUTHENTICATE)) {
                new LinkedHashSet<>(settings.receive())
                        .forEach(each -> against(channel, ChannelOptions.AUTHENTICATE, each));
            }
        }
        if (!authorizes && Boolean.TRUE.equals(own.config().find(ChannelOptions.AUTHORIZE))) {
            problems.add(
                    own.at(ChannelOptions.AUTHORIZE),
                    "channel '" + channel.name()
                            + "' authorizes, and nobody can decide: add an Authorizer to the builder");
        }
    }

    private void against(Draft.Channel channel, Option<String> option, String transport) {
        Values block = channel.blocks().get(transport);
        var provider = grammar.transports().get(transport);
        if (provider == null || (block != null && block.hasBad()) || CapabilitiesOf.unreadable(channel)) {
            return;
        }
        var spec = CapabilitiesOf.spec(channel.settings(), transport);
        @Nullable
        String reason = option == ChannelOptions.CREDENTIALS
                ? provider.againstCredentials(spec)
                : provider.againstAuthenticating(spec);
        if (reason != null) {
            problems.add(
                    channel.own().at(option),
                    "channel '" + channel.name() + "' has '" + option.key() + "', and transport '" + transport
                            + "' does not go with that: " + reason);
        }
    }
}
