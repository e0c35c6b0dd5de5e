package io.unifiedipc.testing.kit;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Extension;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** What a transport claims for the kit's channels, as configured: asked offline, as {@code describe} asks. */
final class Claims implements TransportProvider {
    private final TransportProvider real;
    private final Map<ChannelKind, Capabilities> claimed = new EnumMap<>(ChannelKind.class);

    private Claims(TransportProvider real) {
        this.real = real;
    }

    /** Asks for the claims of a transport in a plan of its own. */
    static Claims of(TransportUnderTest transport, Plan plan) {
        List<Extension> extensions = transport.extensions(plan);
        Claims claims = new Claims(provider(transport.name(), extensions));
        new Opening(transport, plan, 0).builder("claims").add(claims).describe();
        transport.end(plan);
        return claims;
    }

    private static TransportProvider provider(String name, List<Extension> extensions) {
        for (Extension each : extensions) {
            if (each instanceof TransportProvider provider && provider.name().equals(name)) {
                return provider;
            }
        }
        for (TransportProvider each : ServiceLoader.load(TransportProvider.class)) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no transport '" + name + "' on the class path: does META-INF/services/"
                + TransportProvider.class.getName() + " name its provider?");
    }

    /** For events where it is about events, for commands otherwise. */
    boolean has(Capability capability) {
        boolean events = capability == Capability.PUBLISH || capability == Capability.GATHER;
        return of(events ? ChannelKind.EVENTS : ChannelKind.COMMANDS).has(capability);
    }

    int maxHeaderBytes() {
        return of(ChannelKind.COMMANDS).maxHeaderBytes();
    }

    private Capabilities of(ChannelKind kind) {
        Capabilities found = claimed.get(kind);
        if (found == null) {
            throw new AssertionError("transport '" + name() + "' was not asked what it can do for " + kind);
        }
        return found;
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public Schema transportOptions() {
        return real.transportOptions();
    }

    @Override
    public Schema channelOptions() {
        return real.channelOptions();
    }

    @Override
    public Capabilities capabilities(ChannelSpec channel) {
        Capabilities answer = real.capabilities(channel);
        claimed.put(channel.kind(), answer);
        return answer;
    }

    @Override
    public Transport open(Config options, Context context) {
        throw new IllegalStateException("nothing is opened to find out what a transport claims");
    }
}
