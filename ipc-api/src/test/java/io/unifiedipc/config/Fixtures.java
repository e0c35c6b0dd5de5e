package io.unifiedipc.config;

import io.unifiedipc.ConfigurationException;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.LatencyClass;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A class path with three transports and a decorator, none of which does anything. */
final class Fixtures {
    static final Option<String> ADDRESS = Option.text("address", "where the receiver is");
    static final Option<Map<String, List<String>>> GROUPS = Option.lists("groups", "where each group is");
    static final Option<Integer> LISTEN = Option.number("listen", 1, 65_535, "the port");
    static final Option<String> PASSWORD = Option.text("password", "to be let in")
            .checked(v -> v.length() > 3 ? null : "'" + v + "' is too short")
            .secret();
    static final Option<Map<String, String>> NATIVE = Option.settings("native", "for the driver");
    static final Option<Integer> FAILURE_RATE =
            Option.number("failure-rate", 1, 100, "per cent").otherwise(50);

    static final TransportProvider HTTP = new Named(
            "http",
            Schema.of(LISTEN, PASSWORD, NATIVE),
            Schema.of(ADDRESS, GROUPS, Option.duration("timeout", "to connect")),
            Capabilities.of(8_000, Capability.REQUEST, Capability.SEND, Capability.PUBLISH));
    static final TransportProvider MEMORY = new Named(
            "memory",
            Schema.of(),
            Schema.of(),
            Capabilities.of(8_000, Capability.REQUEST, Capability.values()).with(LatencyClass.IN_PROCESS));
    static final TransportProvider TELL =
            new Named("tell", Schema.of(), Schema.of(), Capabilities.of(8_000, Capability.PUBLISH, Capability.STORED));
    static final TransportProvider ASK =
            new Named("ask", Schema.of(), Schema.of(), Capabilities.of(8_000, Capability.REQUEST));
    static final DecoratorProvider BREAKER = new Breaker();

    private Fixtures() {}

    static ConfigLoader loader() {
        return new ConfigLoader(
                Providers.of(List.of(HTTP, MEMORY, TELL, ASK), List.of(BREAKER), Set.of("json", "bytes")),
                (channel, seen) ->
                        List.of("deadline", "outstanding(" + channel.own().get(ChannelOptions.MAX_OUTSTANDING) + ")"));
    }

    static ConfigInputs file(String text) {
        return ConfigInputs.of(new ConfigSource("ipc.yaml", text));
    }

    static Settings load(String text) {
        return loader().load(file(text));
    }

    static List<String> problems(ConfigInputs inputs) {
        return problems(loader(), inputs);
    }

    static List<String> problems(ConfigLoader loader, ConfigInputs inputs) {
        try {
            loader.load(inputs);
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems();
        }
    }

    record Named(String name, Schema transportOptions, Schema channelOptions, Capabilities can)
            implements TransportProvider {
        @Override
        public Capabilities capabilities(ChannelSpec channel) {
            return can;
        }

        @Override
        public Transport open(Config options, Context context) {
            throw new AssertionError("nothing is opened while a configuration is read");
        }
    }

    private record Breaker() implements DecoratorProvider {
        @Override
        public String name() {
            return "circuit-breaker";
        }

        @Override
        public Schema options() {
            return Schema.of(FAILURE_RATE);
        }

        @Override
        public Decorator decorator(DecoratedChannel channel, Config options, Context context) {
            throw new AssertionError("nothing is opened while a configuration is read");
        }
    }
}
