package io.unifiedipc.runtime;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Contract;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.config.ChannelOptions;
import io.unifiedipc.config.ChannelSettings;
import io.unifiedipc.config.Settings;
import io.unifiedipc.spi.Version;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The channels of one {@code Ipc}, made on first need: one for each major of each, since each has an address of its own. */
final class Channels {
    private record Place(String name, int major) {}

    private final Settings settings;
    private final ChannelFactory factory;
    private final Map<Place, DefaultChannel> open = new ConcurrentHashMap<>();
    private boolean started;

    Channels(Settings settings, ChannelFactory factory) {
        this.settings = settings;
        this.factory = factory;
    }

    /** A channel in the version that its configuration says, else in the only one that is open, else in the default. */
    DefaultChannel of(String name) {
        ChannelSettings channel = settings(name);
        List<DefaultChannel> majors = isWritten(channel) ? List.of() : majors(name);
        return majors.size() == 1 ? majors.get(0) : open(channel, configured(channel));
    }

    /** A contract's channel, in its version; a version of the same major in the configuration goes before it. */
    DefaultChannel of(Contract contract) {
        ChannelSettings channel = settings(contract.channel());
        if (!isWritten(channel)) {
            return open(channel, contract.version());
        }
        String written = configured(channel);
        if (Version.majorOf(written) != Version.majorOf(contract.version())) {
            throw misconfigured(
                    "the contract has version " + contract.version() + ", and the configuration keeps channel '"
                            + channel.name() + "' to " + written + ": set channels." + channel.name()
                            + ".version to one of that major, or take it out where several majors are in use");
        }
        return open(channel, written);
    }

    /** The channel to which a reply goes as a message of its own; null where there is none. */
    private @Nullable Outbound replyChannel(String name) {
        ChannelSettings channel = settings.channels().get(name);
        return channel != null && channel.kind() == ChannelKind.COMMANDS ? of(name).outbound() : null;
    }

    private ChannelSettings settings(String name) {
        ChannelSettings channel = settings.channels().get(name);
        if (channel == null) {
            throw misconfigured("there is no channel '" + name + "' in the configuration; it has "
                    + settings.channels().keySet());
        }
        return channel;
    }

    private static boolean isWritten(ChannelSettings channel) {
        return channel.own().values().containsKey(ChannelOptions.VERSION_OF.key());
    }

    private static String configured(ChannelSettings channel) {
        return channel.own().get(ChannelOptions.VERSION_OF);
    }

    private DefaultChannel open(ChannelSettings channel, String version) {
        return open.computeIfAbsent(
                new Place(channel.name(), Version.majorOf(version)),
                place -> opened(
                        factory.make(channel, new Spoken(channel.name(), version, this::served), this::replyChannel)));
    }

    /** After the start it can send, and takes no handler any more. */
    private synchronized DefaultChannel opened(DefaultChannel channel) {
        if (started) {
            channel.receiving().start();
        }
        return channel;
    }

    private List<DefaultChannel> majors(String name) {
        return open.values().stream()
                .filter(channel -> channel.name().equals(name))
                .toList();
    }

    private Collection<String> served(String name) {
        return majors(name).stream()
                .filter(channel -> !channel.receiving().groups().isEmpty())
                .map(DefaultChannel::version)
                .toList();
    }

    Collection<DefaultChannel> all() {
        return open.values();
    }

    void start() {
        synchronized (this) {
            started = true;
        }
        open.values().forEach(channel -> channel.receiving().start());
    }

    private static IpcException misconfigured(String text) {
        return IpcException.of(Kind.MISCONFIGURED, Executed.NO, text).here();
    }
}
