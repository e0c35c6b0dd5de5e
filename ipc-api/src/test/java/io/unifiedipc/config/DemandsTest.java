package io.unifiedipc.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.LatencyClass;
import io.unifiedipc.spi.Schema;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel demands in so many words is had, or the start is refused. */
class DemandsTest {
    private static final ConfigLoader LOADER = new ConfigLoader(
            Providers.of(
                    List.of(
                            Fixtures.HTTP,
                            Fixtures.MEMORY,
                            new Fixtures.Named(
                                    "far",
                                    Schema.of(),
                                    Schema.of(),
                                    Capabilities.of(8_000, Capability.REQUEST, Capability.STORED)
                                            .with(LatencyClass.BROKER)
                                            .withMaxMessageBytes(2 << 20))),
                    List.of(),
                    Set.of("json")),
            (channel, seen) -> List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "requires: [key-order, durable]",
                "requires: stored",
                "timeout: 1ms",
                "max-payload: 1GiB",
            })
    void whatCanBeHad(String line) {
        assertThat(problems("transport: memory, " + line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout: 50ms", "max-payload: 2MiB", "requires: stored"})
    void whatCanJustBeHad(String line) {
        assertThat(problems("transport: far, " + line)).isEmpty();
    }

    @Test
    void aCapabilityThatIsMissing() {
        assertThat(problems("transport: http, requires: [request, key-order]"))
                .containsExactly("ipc.yaml:3: channels.orders.requires: 'key-order' (messages of one key stay in order"
                        + " across receivers) can't be had over 'http': take another transport, or do without");
    }

    @Test
    void itIsDemandedOfWhereItReceivesToo() {
        assertThat(problems("transport: memory, receive: [memory, http], requires: stored"))
                .singleElement()
                .asString()
                .contains("'stored'", "over 'http'");
    }

    @Test
    void noCapability() {
        assertThat(problems("transport: http, requires: key-odrer"))
                .containsExactly("ipc.yaml:3: channels.orders.requires: 'key-odrer' is nothing that a transport can do;"
                        + " did you mean 'key-order'?");
    }

    @Test
    void aTimeoutInWhichNoAnswerCanCome() {
        assertThat(problems("transport: http, timeout: 4ms"))
                .containsExactly(
                        "ipc.yaml:3: channels.orders.timeout: 4ms is too short for 'http' (one hop over a"
                                + " network, with nothing between the two sides): an answer would come too late; say at least 5ms");
        assertThat(problems("transport: far, timeout: 49ms"))
                .singleElement()
                .asString()
                .contains("49ms", "'far'", "at least 50ms");
    }

    @Test
    void aPayloadThatIsNotCarried() {
        assertThat(problems("transport: far, max-payload: 3MiB"))
                .containsExactly(
                        "ipc.yaml:3: channels.orders.max-payload: 3MiB is more than 'far' carries, which is 2MiB:"
                                + " say less, and send a reference to the data where there is more");
    }

    private static List<String> problems(String channel) {
        return Fixtures.problems(LOADER, Fixtures.file("ipc:\n  channels:\n    orders: {" + channel + "}\n"));
    }
}
