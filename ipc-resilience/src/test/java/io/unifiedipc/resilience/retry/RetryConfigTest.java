package io.unifiedipc.resilience.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Contract;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.resilience.attempt.AttemptTimeoutProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be configured, what is refused, and that the guide says the same. */
class RetryConfigTest {
    private static IpcBuilder with(String keys) {
        return Ipc.builder().isolated().add(new MemoryBroker()).yaml("""
                ipc:
                  service: test
                  channels:
                    orders: {transport: memory, %s}
                """.formatted(keys));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "retry: {attempts: 1} | '1' is not a whole number from 2 to 100",
                "retry: {attempts: 0} | '0' is not a whole number from 2",
                "retry: {attempts: -3} | '-3' is not a whole number from 2",
                "retry: {attempts: many} | 'many' is not a whole number",
                "retry: {attempts: 101} | '101' is not a whole number from 2 to 100",
                "retry: {backoff: 10ms} | orders.retry lacks 'attempts'",
                "retry: {} | orders.retry lacks 'attempts'",
                "retry: on | orders.retry takes keys below it",
                "retry: {attempts: 3, backoff: 0ms} | '0ms' is no time at all",
                "retry: {attempts: 3, backoff: 50} | '50' is no time",
                "retry: {attempts: 3, backoff: 2s} | a backoff of 2s is more than the max-backoff of 1s, which is the default",
                "retry: {attempts: 3, max-backoff: 40ms} | a backoff of 50ms is more than the max-backoff of 40ms: raise",
                "timeout: 50ms, retry: {attempts: 3} | a backoff of 50ms leaves nothing of the channel's timeout of 50ms",
                "retry: {attempts: 3, budget: 0} | '0' is not a whole number from 1 to 100",
                "retry: {attempts: 3, budget: 101} | '101' is not a whole number from 1 to 100",
                "retry: {attempts: 3, budget: 20%} | '20%' is not a whole number from 1 to 100",
                "retry: {attempts: 3, atempts: 3} | 'atempts' is no key of 'retry' in channel 'orders'; did you mean 'attempts'",
                "attempt-timeout: {} | orders.attempt-timeout lacks 'after'",
                "attempt-timeout: 500ms | orders.attempt-timeout takes keys below it",
                "attempt-timeout: {after: 0s} | '0s' is no time at all",
                "attempt-timeout: {after: 2s} | 2s never pass before the channel's timeout of 2s: make it less",
                "timeout: 1s, attempt-timeout: {after: 1m} | 1m never pass before the channel's timeout of 1s: make it less",
            })
    void badValuesStopTheStart(String keys, String problem) {
        assertThatThrownBy(() -> with(keys).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem);
        assertThatThrownBy(() -> with(keys).describe())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem);
    }

    @Contract(channel = "orders", version = "1.0.0")
    interface Orders {
        @Operation("Place")
        String place(String what);

        @Operation(value = "Find", query = true)
        String find(String what);

        @Operation(value = "Cancel", idempotent = true)
        String cancel(String what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Place         | names Place, which is neither idempotent, a query nor deduplicated",
                "'Find, Place' | 'or take it from the list'",
                "Fynd          | 'no such operation; did you mean ''Find''?'",
            })
    void onlyWhatIsSafeIsToBeTriedAgainWhereItMayHaveRun(String names, String why) {
        try (Ipc ipc = with("retry: {attempts: 3, maybe: [" + names + "]}").build()) {
            assertThatThrownBy(() -> ipc.client(Orders.class))
                    .isInstanceOfSatisfying(
                            IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED))
                    .hasMessageContaining(why);
        }
        try (Ipc ipc = with("retry: {attempts: 3, maybe: [Find, Cancel]}").build()) {
            assertThat(ipc.client(Orders.class)).isNotNull();
        }
    }

    record Plain(String what) {}

    @Test
    void withoutAContractTheFirstCallIsRefused() {
        try (Ipc ipc = with("retry: {attempts: 3, maybe: Plain}").build()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> ipc.channel("orders").send(Command.of(new Plain("x"))))
                        .isInstanceOfSatisfying(
                                IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED))
                        .hasMessageContaining("retry.maybe names Plain");
            }
        }
    }

    @Test
    void theStackShowsThem() {
        assertThat(with("retry: {attempts: 3}, attempt-timeout: {after: 500ms}").describe())
                .containsPattern(
                        "(?s)stack .*retry\\(3\\) >.*outstanding\\(256.*>\\s+attempt-timeout\\(500ms\\) > memory");
        assertThat(with("timeout: 2s").describe()).doesNotContain("retry(").doesNotContain("attempt-timeout(");
        assertThat(with("retry: off, attempt-timeout: off").describe())
                .doesNotContain("retry(")
                .doesNotContain("attempt-timeout(");
    }

    @Test
    void theGuideListsEveryOption() throws IOException {
        assertThat(RetryOptions.SCHEMA.table()).isEqualTo(between("retry"));
        assertThat(new AttemptTimeoutProvider().options().table()).isEqualTo(between("attempt-timeout"));
    }

    private static String between(String name) throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "resilience-retry.md"));
        String begin = "<!-- " + name + ":begin -->\n";
        assertThat(guide).contains(begin);
        int from = guide.indexOf(begin) + begin.length();
        return guide.substring(from, guide.indexOf("<!-- " + name + ":end -->"));
    }
}
