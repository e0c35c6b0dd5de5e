package io.unifiedipc.config;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.spi.Config;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One channel as configured.
 *
 * @param name its name
 * @param own the values of {@link ChannelOptions#SCHEMA}
 * @param onFailure the values of {@link ChannelOptions#ON_FAILURE_SCHEMA}
 * @param blocks the values of each transport's and each decorator's block, by name
 * @param written which blocks of transports or decorators stand in the configuration, by name
 * @param off which decorators are switched off with {@code <name>: off}
 */
public record ChannelSettings(
        String name, Config own, Config onFailure, Map<String, Config> blocks, List<String> written, Set<String> off) {
    public ChannelSettings {
        blocks = Map.copyOf(blocks);
        written = List.copyOf(written);
        off = Set.copyOf(off);
    }

    /** What goes through it. */
    public ChannelKind kind() {
        return own.get(ChannelOptions.KIND);
    }

    /** What carries what it sends. */
    public String transport() {
        return own.get(ChannelOptions.TRANSPORT);
    }

    /** The transports on which it receives. */
    public List<String> receive() {
        List<String> given = own.find(ChannelOptions.RECEIVE);
        return given == null ? List.of(transport()) : given;
    }

    /** How many messages may be taken and not settled. */
    public int window() {
        Integer given = own.find(ChannelOptions.WINDOW);
        return given == null ? 2 * own.get(ChannelOptions.CONCURRENCY) : given;
    }

    /** The block of a transport or decorator; empty where none was written. */
    public Config block(String name) {
        return blocks.getOrDefault(name, Config.EMPTY);
    }
}
