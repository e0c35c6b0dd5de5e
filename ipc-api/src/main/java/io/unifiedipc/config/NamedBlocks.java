package io.unifiedipc.config;

import io.unifiedipc.spi.Nearest;
import io.unifiedipc.spi.Option;
import java.util.Map;

/** Whether the blocks that a channel names are there. */
final class NamedBlocks {
    private final Draft draft;
    private final Problems problems;

    NamedBlocks(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    void check(Draft.Channel channel) {
        exists(channel, ChannelOptions.CREDENTIALS, Grammar.CREDENTIALS, draft.credentials());
        exists(channel, ChannelOptions.AUTHENTICATE, Grammar.AUTHENTICATORS, draft.authenticators());
        exists(channel, ChannelOptions.OUTCOMES, Grammar.STORES, draft.stores());
    }

    private void exists(Draft.Channel channel, Option<String> option, String section, Map<String, Draft.Named> blocks) {
        Values.Value value = channel.own().find(option);
        if (value != null && !blocks.containsKey((String) value.value())) {
            problems.add(
                    value.at(),
                    "channels." + channel.name() + "." + option.key() + ": '" + value.shown()
                            + "' is no block under ipc." + section + Nearest.hint(value.shown(), blocks.keySet()));
        }
    }
}
