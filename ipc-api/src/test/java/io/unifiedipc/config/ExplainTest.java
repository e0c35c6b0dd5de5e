package io.unifiedipc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.ConfigurationException;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.LatencyClass;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fact that a transport states is in what {@code explain} prints: a false one changes it. */
class ExplainTest {
    private static final Capabilities ALL = Capabilities.of(8_192, Capability.REQUEST, Capability.values());
    private static final ContractView CONTRACT = new ContractView(
            "1.0.0",
            List.of(
                    OperationSpec.of("PlaceOrder", String.class, String.class),
                    OperationSpec.of("FindOrder", String.class, String.class).knownAs(true, true)),
            List.of(OperationSpec.of("CancelOrder", String.class, void.class)));

    @ParameterizedTest
    @EnumSource
    void eachCapabilityIsInARow(Capability capability) {
        boolean stored = capability != Capability.PARKING; // it is of use without storing too, and shows there
        Capabilities full = stored ? ALL : ALL.without(Capability.STORED);
        assertThat(changes(full, full.without(capability)))
                .as(capability.meaning())
                .isNotEmpty();
        assertThat(changes(full, full)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "NETWORK", mode = EnumSource.Mode.EXCLUDE)
    void soIsWhatStandsBetween(LatencyClass between) {
        assertThat(changes(ALL, ALL.with(between))).contains("latency", "availability");
    }

    @Test
    void soAreSizes() {
        assertThat(changes(ALL, ALL.withMaxMessageBytes(1_024))).containsExactly("payload size");
        assertThat(changes(ALL, new Capabilities(ALL.all(), 100, Integer.MAX_VALUE, LatencyClass.NETWORK, 1)))
                .containsExactly("header size");
    }

    @Test
    void soIsIdentity() {
        TransportProvider open = new Fake("open", ALL, null);
        TransportProvider mute = new Fake("mute", ALL, "it is mute");
        assertThat(explain(List.of(open, mute), "open", "mute", "commands", null))
                .contains("  credentials\n", "  identity checks\n", "no: it is mute")
                .doesNotContain("  order\n");
    }

    @Test
    void aContractHasRowsOfItsOwn() {
        String text = explain(
                List.of(new Fake("a", ALL, null), new Fake("b", ALL.without(Capability.STORED), null)),
                "a",
                "b",
                "commands",
                CONTRACT);
        assertThat(text)
                .contains(
                        """
                what changes for the contract
                  waiting for an answer: FindOrder, PlaceOrder
                    a                 wait in the store until a receiver has room; cancelling one reaches its handler
                    b                 go straight to a receiver; cancelling one reaches its handler
                  one-way: CancelOrder
                    a                 complete when they are stored: how their handler fared is not told
                    b                 complete when their handler has: its failure is told
                """,
                        "neither idempotent nor deduplicated: CancelOrder, PlaceOrder",
                        "safe to repeat: FindOrder");
    }

    @Test
    void whatWouldNotStartIsSaid() {
        Map<String, TransportProvider> both = Map.of(
                "a", new Fake("a", ALL, null),
                "b", new Fake("b", ALL.without(Capability.KEY_ORDER), null));
        assertThat(explain(both.values(), "a", "b", "commands, requires: key-order", null))
                .contains("""
                          start
                            a                 starts as configured
                            b                 is refused: ipc.yaml:3: channels.orders.requires: 'key-order' (messages of one key stay
                        """);
    }

    @Test
    void aTransportThatIsNotThere() {
        assertThat(problems("orders", "kafka"))
                .containsExactly(
                        "channel 'orders' wants transport 'kafka', and no module on the class path has it (there"
                                + " are: a): add ipc-kafka, or take one of these");
    }

    @Test
    void aChannelThatIsNotThere() {
        assertThat(problems("order", "a"))
                .containsExactly("there is no channel 'order' to explain; did you mean 'orders'?");
    }

    private static List<String> problems(String channel, String to) {
        Fake only = new Fake("a", ALL, null);
        ConfigurationException e = catchThrowableOfType(
                ConfigurationException.class,
                () -> explainer(List.of(only)).explain(inputs("a", "commands"), channel, "a", to, null));
        return e.problems();
    }

    /** The names of the rows that differ, for commands and for events. */
    private static List<String> changes(Capabilities one, Capabilities other) {
        List<TransportProvider> both = List.of(new Fake("a", one, null), new Fake("b", other, null));
        List<String> names = new ArrayList<>();
        for (String kind : List.of("commands", "events")) {
            String text = explain(both, "a", "b", kind, null);
            int from = text.indexOf("\nchanges\n");
            if (from >= 0) {
                text.substring(from + 9, text.indexOf("\n\n", from + 9))
                        .lines()
                        .filter(line -> line.startsWith("  ") && line.charAt(2) != ' ')
                        .map(String::strip)
                        .filter(name -> !names.contains(name))
                        .forEach(names::add);
            }
        }
        return names;
    }

    private static String explain(
            Collection<TransportProvider> transports,
            String from,
            String to,
            String channel,
            @Nullable ContractView contract) {
        return explainer(List.copyOf(transports)).explain(inputs(from, channel), "orders", from, to, contract);
    }

    private static ConfigInputs inputs(String transport, String channel) {
        return Fixtures.file("ipc:\n  channels:\n    orders: {transport: " + transport + ", kind: " + channel + "}\n");
    }

    private static Explainer explainer(List<? extends TransportProvider> transports) {
        Map<String, TransportProvider> byName = new TreeMap<>();
        transports.forEach(each -> byName.put(each.name(), each));
        return new Explainer(
                new ConfigLoader(
                        Providers.of(byName.values(), List.of(), Set.of("json")), (channel, seen) -> List.of()),
                byName);
    }

    private record Fake(
            String name, Capabilities can, @Nullable String against) implements TransportProvider {
        @Override
        public Schema transportOptions() {
            return Schema.of();
        }

        @Override
        public Schema channelOptions() {
            return Schema.of();
        }

        @Override
        public Capabilities capabilities(ChannelSpec channel) {
            return can;
        }

        @Override
        public @Nullable String againstCredentials(ChannelSpec channel) {
            return against;
        }

        @Override
        public @Nullable String againstAuthenticating(ChannelSpec channel) {
            return against;
        }

        @Override
        public Transport open(Config options, Context context) {
            throw new AssertionError("nothing is opened to explain");
        }
    }
}
