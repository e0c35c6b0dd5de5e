package io.unifiedipc.testing.kit;

import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;

/** A second transport beside the one under test, which may be memory itself: a broker in memory under another name. */
record Aside(MemoryBroker broker) implements TransportProvider {
    static final String NAME = "aside";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Schema transportOptions() {
        return broker.transportOptions();
    }

    @Override
    public Schema channelOptions() {
        return broker.channelOptions();
    }

    @Override
    public Capabilities capabilities(ChannelSpec channel) {
        return broker.capabilities(channel);
    }

    @Override
    public Transport open(Config options, Context context) {
        return broker.open(options, context);
    }
}
