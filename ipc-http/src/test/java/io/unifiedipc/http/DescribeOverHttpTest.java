package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import org.junit.jupiter.api.Test;

/** What the addresses of a channel make of its stack is told with nothing running. */
class DescribeOverHttpTest {
    @Test
    void oneAddressLeavesNoChoice() {
        assertThat(stack("orders: {transport: http, http: {address: http://localhost:1}}"))
                .contains("version(1.0.0) > outstanding(256) > http");
    }

    @Test
    void severalAre() {
        assertThat(stack("orders: {transport: http, http: {address: [http://localhost:1, http://localhost:2]}}"))
                .contains("version(1.0.0) > endpoint > outstanding(256) > http");
    }

    @Test
    void eventsGoToEachGroup() {
        assertThat(stack("news: {kind: events, transport: http, http: {groups: {a: [http://localhost:1,"
                        + " http://localhost:2]}}}"))
                .contains("version(1.0.0) > groups > endpoint > outstanding(256) > http");
    }

    @Test
    void anOrderWithoutTheChoiceIsRefused() {
        assertThatThrownBy(() -> builder("orders: {transport: http, stack: [outstanding],"
                                + " http: {address: [http://localhost:1, http://localhost:2]}}")
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("leaves out endpoint", "legal is [endpoint, outstanding]");
    }

    private static String stack(String channel) {
        return builder(channel).describe().replaceAll("\\s+", " ");
    }

    private static IpcBuilder builder(String channel) {
        return Ipc.builder().isolated().yaml("ipc:\n  channels:\n    " + channel + "\n");
    }
}
