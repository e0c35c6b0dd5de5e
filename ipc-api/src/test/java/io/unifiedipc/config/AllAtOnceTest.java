package io.unifiedipc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ConfigurationException;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.TransportProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AllAtOnceTest {
    private static final String FIVE = """
            ipc:
              channels:
                orders:
                  transport: kafka
                  timout: 2s
                order-events:
                  kind: events
                  transport: ask
                  concurrency: 0
              transports:
                http: {listen: 80800}
            """;

    @Test
    void fiveMistakesAreListedInTheOrderOfTheFile() {
        assertThatThrownBy(() -> Fixtures.load(FIVE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("""
                        5 problems in the configuration:
                          ipc.yaml:4: channel 'orders' wants transport 'kafka', and no module on the class path has it (there \
                        are: ask, http, memory, tell): add ipc-kafka, or take one of these
                          ipc.yaml:5: 'timout' is no key of channel 'orders'; did you mean 'timeout'?
                          ipc.yaml:8: channel 'order-events' is for events, and transport 'ask' can't publish
                          ipc.yaml:9: channels.order-events.concurrency: '0' is not a whole number from 1 to 100000
                          ipc.yaml:11: transports.http.listen: '80800' is not a whole number from 1 to 65535""");
    }

    @Test
    void theFilesProblemsComeBeforeThoseOfOverrides() {
        ConfigInputs inputs = new ConfigInputs(
                new ConfigSource("ipc.yaml", "ipc: {workers: 0}"),
                Map.of("servic", "x"),
                Map.of("IPC_WORKRES", "4"),
                Map.of("ipc.close-within", "1"));
        assertThat(Fixtures.problems(inputs))
                .containsExactly(
                        "ipc.yaml:1: workers: '0' is not a whole number from 1 to 10000",
                        "builder: 'servic' is no key of ipc; did you mean 'service'?",
                        "environment variable IPC_WORKRES: matches no key; did you mean IPC_WORKERS?",
                        "system property ipc.close-within: close-within: '1' is no time: write a number and ms, s, m, h or d");
    }

    @Test
    void providersThatClashAreProblems() {
        TransportProvider another = new Fixtures.Named("http", Schema.of(), Schema.of(), null);
        TransportProvider taken = new Fixtures.Named("timeout", Schema.of(), Schema.of(), null);
        ConfigLoader loader = new ConfigLoader(
                Providers.of(List.of(Fixtures.HTTP, another, taken), List.of(), Set.of("json")),
                (channel, seen) -> List.of());
        assertThat(Fixtures.problems(loader, ConfigInputs.of(null)))
                .containsExactly(
                        "two transports are called 'http': io.unifiedipc.config.Fixtures$Named and"
                                + " io.unifiedipc.config.Fixtures$Named; take one off the class path",
                        "transport 'timeout' is called like another key of a channel");
    }

    @Test
    void aProviderThatBreaksIsAProblem() {
        // Its capabilities are null, which it may not return.
        TransportProvider broken = new Fixtures.Named("broken", Schema.of(), Schema.of(), null);
        ConfigLoader loader = new ConfigLoader(
                Providers.of(List.of(broken), List.of(), Set.of("json")), (channel, seen) -> List.of());
        assertThat(Fixtures.problems(loader, Fixtures.file("ipc: {channels: {orders: {transport: broken}}}")))
                .containsExactly("ipc.yaml:1: transport 'broken' can't say what channel 'orders' can do on it:"
                        + " java.lang.NullPointerException: it returned null");
    }
}
