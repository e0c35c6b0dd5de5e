package io.unifiedipc.resilience.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Ipc;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.spi.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is good, what is not, and what each of these is told. */
class CircuitBreakerConfigTest {
    private static String describe(String channels) {
        return Ipc.builder()
                .isolated()
                .add(new MemoryBroker())
                .yaml("ipc:\n  transport: memory\n  channels:\n" + channels.indent(4))
                .describe();
    }

    @Test
    void everyChannelHasOneUnlessItIsSwitchedOff() {
        assertThat(describe("payments:")).contains("> circuit-breaker(50% of 100) >");
        assertThat(describe("payments: {circuit-breaker: off}")).doesNotContain("circuit-breaker(");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "window: 0 | '0' is not a whole number from 2 to 100000",
                "window: 1 | '1' is not a whole number from 2 to 100000",
                "window: -5 | '-5' is not a whole number from 2 to 100000",
                "window: all | 'all' is not a whole number from 2 to 100000",
                "failure-rate: 0 | '0' is not a whole number from 1 to 100",
                "failure-rate: 101 | '101' is not a whole number from 1 to 100",
                "failure-rate: off | 'off' is not a whole number from 1 to 100",
                "slow-rate: 0 | '0' is not a whole number from 1 to 100",
                "slow-rate: 50 | slow-rate 50 says nothing without 'slow-after'",
                "slow-after: 1s | slow-after 1s says nothing without 'slow-rate'",
                "slow-rate: 50, slow-after: 2s | slow-after 2s is not below the channel's timeout of 2s",
                "slow-rate: 50, slow-after: 1h | slow-after 1h is not below the channel's timeout of 2s",
                "minimum: 0 | '0' is not a whole number from 1 to 100000",
                "minimum: 101 | minimum 101 is more than the window of 100 calls",
                "window: 10, minimum: 11 | minimum 11 is more than the window of 10 calls",
                "window: 10, window-time: 10s | it has a window of 10 calls and one of 10s",
                "window-time: 1s | '1s' is not between 2s and 1h",
                "window-time: 2h | '2h' is not between 2s and 1h",
                "window-time: 2500ms | '2500ms' is no whole number of seconds",
                "open-for: 0s | '0s' is no time at all",
                "open-for: 2d | '2d' is not between 1ms and 1d",
                "open-for: 999999999999d | '999999999999d' is more than 36500d",
                "trials: 0 | '0' is not a whole number from 1 to 1000",
                "half-open: 3 | 'half-open' is no key of 'circuit-breaker'",
            })
    void badValuesAreRefusedWithTheWayOut(String options, String told) {
        assertThatThrownBy(() -> describe("payments: {circuit-breaker: {" + options + "}}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "window: 2",
                "window: 10, minimum: 10",
                "window-time: 2s, minimum: 1000",
                "slow-rate: 100, slow-after: 1999ms",
                "failure-rate: 100, open-for: 1ms, trials: 1000"
            })
    void oddButGoodValuesAreTaken(String options) {
        assertThat(describe("payments: {circuit-breaker: {" + options + "}}")).contains("circuit-breaker(");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "paymets | 'paymets' is no channel; did you mean 'payments'?",
                "unguarded | channel 'unguarded' has no circuit breaker",
                "payments, payments | 'payments' stands there twice",
            })
    void whoPausesByABreakerNamesAChannelThatHasOne(String needed, String told) {
        String channels = "payments:\nunguarded: {circuit-breaker: off}\njobs: {pause-while-open: [" + needed + "]}";
        assertThatThrownBy(() -> describe(channels))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("channels.jobs.pause-while-open: " + told);
    }

    @Test
    void whoPausesReceivesWhereMessagesWaitMeanwhile() {
        assertThatThrownBy(() -> describe("payments:\njobs: {pause-while-open: payments, memory: {like: http}}"))
                .hasMessageContaining("transport 'memory' can't keep messages waiting while a receiver pauses");
        assertThatThrownBy(() -> describe("jobs: {pause-while-open: []}"))
                .hasMessageContaining("pause-while-open is empty: name a channel");
        assertThat(describe("payments:\njobs: {pause-while-open: payments, memory: {like: kafka}}"))
                .contains("pause-while-open");
    }

    @Test
    void theGuideListsEveryOption() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "resilience-breaker.md"));
        StringBuilder table = new StringBuilder("| key | takes | default | meaning |\n|---|---|---|---|\n");
        CircuitBreakerOptions.SCHEMA.options().forEach(option -> table.append(row(option)));
        assertThat(guide).contains("<!-- circuit-breaker:begin -->\n" + table + "<!-- circuit-breaker:end -->");
    }

    private static <T> String row(Option<T> option) {
        T otherwise = option.otherwise();
        return "| `" + option.key() + "` | " + option.form() + " | "
                + (otherwise == null ? "" : '`' + option.write(otherwise) + '`') + " | " + option.meaning() + " |\n";
    }
}
