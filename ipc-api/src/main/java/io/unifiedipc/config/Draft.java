package io.unifiedipc.config;

import io.unifiedipc.spi.Config;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was read, each value good in itself; whether they go together is still to be seen.
 *
 * @param service the keys directly under {@code ipc}
 * @param channels in the order of the file
 * @param transports by name; only those with a block
 * @param unchecked transports with a block whose module is not there
 * @param credentials what this service can show, by name
 * @param authenticators how it can find out who calls, by name
 * @param stores where outcomes are kept, by name
 */
record Draft(
        Values service,
        List<Channel> channels,
        Map<String, Values> transports,
        List<String> unchecked,
        Map<String, Named> credentials,
        Map<String, Named> authenticators,
        Map<String, Named> stores) {
    /** A block with a name of its own. */
    record Named(String name, Values values) {
        /** Its type, or a question mark where that could not be read. */
        String type() {
            Values.Value type = values.find(Section.TYPE);
            return type == null ? "?" : type.shown();
        }
    }

    /**
     * One channel.
     *
     * @param at its name's place
     * @param blocks of transports and decorators, by name; only those that were written
     * @param unchecked blocks of transports whose module is not there
     * @param off decorators that are off, with the place that says so
     */
    record Channel(
            String name,
            Origin at,
            Values own,
            Values onFailure,
            Map<String, Values> blocks,
            List<String> unchecked,
            Map<String, Origin> off) {
        ChannelSettings settings() {
            Map<String, Config> configs = new LinkedHashMap<>();
            blocks.forEach((block, values) -> configs.put(block, values.config()));
            return new ChannelSettings(
                    name, own.config(), onFailure.config(), configs, List.copyOf(blocks.keySet()), off.keySet());
        }
    }
}
