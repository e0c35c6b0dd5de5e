package io.unifiedipc.config;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.ForChannel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    /**
     * How many messages may be taken from a transport and not settled.
     *
     * @param there what that transport can do; where messages don't wait there, the window is all the queue that callers have
     */
    public int window(Capabilities there) {
        Integer given = own.find(ChannelOptions.WINDOW);
        if (given != null) {
            return given;
        }
        int least = there.has(Capability.STORED) ? there.leastWindow() : ChannelOptions.DEFAULT_WINDOW_UNSTORED;
        return Math.max(least, 2 * own.get(ChannelOptions.CONCURRENCY));
    }

    /** How many calls wait for a permit at most, of each class; 0 where the next is refused. */
    public int mostWaiting() {
        return own.get(ChannelOptions.WHEN_FULL) == ChannelOptions.WhenFull.WAIT
                ? own.get(ChannelOptions.MAX_WAITING)
                : 0;
    }

    /** The headers that its calls take over from the message being handled. */
    public List<String> forward() {
        return Objects.requireNonNullElse(own.find(ChannelOptions.FORWARD), List.of());
    }

    /** The channels whose open circuit breaker pauses what it receives. */
    public List<String> pauseWhileOpen() {
        return Objects.requireNonNullElse(own.find(ChannelOptions.PAUSE_WHILE_OPEN), List.of());
    }

    /** This channel on a transport. */
    public ChannelSpec spec(String version, String transport) {
        return new ChannelSpec(name, kind(), version, own.get(ChannelOptions.MAX_PAYLOAD), block(transport));
    }

    /**
     * As its decorators need to know it.
     *
     * @param credentials the type of what its calls show
     * @param decorators the names of all that there are
     * @param added what code has added, for any channel
     * @param capabilities what it can do on the transport that its calls go to
     */
    public DecoratedChannel decorated(
            String version,
            @Nullable String credentials,
            Collection<String> decorators,
            Collection<ForChannel> added,
            Capabilities capabilities) {
        Map<String, Config> present = new HashMap<>();
        decorators.stream().filter(name -> !off.contains(name)).forEach(name -> present.put(name, block(name)));
        return new DecoratedChannel(
                spec(version, transport()),
                own.get(ChannelOptions.TIMEOUT),
                forward(),
                own.get(ChannelOptions.CODEC),
                credentials,
                present,
                Set.copyOf(written),
                added.stream().filter(each -> each.channel().equals(name)).toList(),
                capabilities);
    }

    /** The block of a transport or decorator; empty where none was written. */
    public Config block(String name) {
        return blocks.getOrDefault(name, Config.EMPTY);
    }
}
