package io.unifiedipc.config;

import io.unifiedipc.spi.Credentials;
import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.Option;
import java.util.Map;

/** Whether the blocks that channels and transports name are there. */
final class NamedBlocks {
    private final Draft draft;
    private final Problems problems;

    NamedBlocks(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    void check(Draft.Channel channel) {
        String at = "channels." + channel.name();
        exists(at, channel.own(), ChannelOptions.CREDENTIALS, Grammar.CREDENTIALS, draft.credentials());
        exists(at, channel.own(), ChannelOptions.AUTHENTICATE, Grammar.AUTHENTICATORS, draft.authenticators());
        exists(at, channel.own(), ChannelOptions.OUTCOMES, Grammar.STORES, draft.stores());
    }

    void checkTransports() {
        draft.transports()
                .forEach((name, own) -> exists(
                        "transports." + name, own, Credentials.OF_TRANSPORT, Grammar.CREDENTIALS, draft.credentials()));
    }

    private void exists(String at, Values own, Option<String> option, String section, Map<String, Draft.Named> blocks) {
        Values.Value value = own.find(option);
        if (value != null && !blocks.containsKey((String) value.value())) {
            problems.add(
                    value.at(),
                    at + "." + option.key() + ": '" + value.shown() + "' is no block under ipc." + section
                            + Nearest.hint(value.shown(), blocks.keySet()));
        }
    }
}
