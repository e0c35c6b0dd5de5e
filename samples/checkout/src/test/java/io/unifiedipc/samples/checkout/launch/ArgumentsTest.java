package io.unifiedipc.samples.checkout.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @Test
    void noneAtAllMeansOneTransportAfterTheOther() throws Exception {
        Arguments arguments = Arguments.of(List.of(), Sample.HOME);

        assertThat(arguments.transport()).isNull();
        assertThat(arguments.callers()).isEqualTo(8);
        assertThat(arguments.input()).hasFileName("orders.jsonl");
    }

    @Test
    void bothTransportsInAnyOrder() throws Exception {
        assertThat(Arguments.of(List.of("--transport", "http", "--receive", "http,memory"), Sample.HOME)
                        .beside())
                .isEqualTo("memory");
        assertThat(Arguments.of(List.of("--transport", "http", "--receive", "http"), Sample.HOME)
                        .beside())
                .isNull();
    }

    @Test
    void callersMoveFromHttpToTheBroker() throws Exception {
        Arguments arguments = Arguments.of(List.of("--receive", "kafka,http"), Sample.HOME);

        assertThat(arguments.transport()).isEqualTo("kafka");
        assertThat(arguments.beside()).isEqualTo("http");
    }

    @Test
    void whatIsAskedOfServicesThatRun() throws Exception {
        assertThat(Arguments.of(List.of("--admin", "depth", "--callers", "3"), Sample.HOME)
                        .admin())
                .isEqualTo(new AdminCommand("depth", "", 20));
        assertThat(Arguments.of(List.of("--admin", "replay", "quotes/north", "100"), Sample.HOME)
                        .admin())
                .isEqualTo(new AdminCommand("replay", "quotes/north", 100));
    }

    @Test
    void whatIsComparedBeginsWhereTheRunWouldBe() throws Exception {
        assertThat(Arguments.of(List.of("--explain", "orders", "http"), Sample.HOME)
                        .explain())
                .isEqualTo(new Arguments.Explain("orders", "memory", "http"));
        assertThat(Arguments.of(List.of("--explain", "orders", "http", "memory", "--callers", "3"), Sample.HOME)
                        .explain())
                .isEqualTo(new Arguments.Explain("orders", "http", "memory"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --speed                                | '--speed' is no option
                    --transport                            | --transport wants a value after it
                    --transport --describe                 | --transport wants a value after it
                    --callers 0                            | --callers '0' is not a whole number from 1 to 50
                    --callers many                         | --callers 'many' is not a whole number from 1 to 50
                    --input nowhere.jsonl                  | --input nowhere.jsonl: there is no such file
                    --explain                              | --explain wants a value after it
                    --explain orders                       | --explain wants a channel and one or two transports
                    --explain orders a b c                 | --explain wants a channel and one or two transports
                    --transport memory --receive memory,http | write --receive memory,http
                    --transport http --receive http,kafka  | write --receive memory,http
                    --transport http --receive amqp,http   | write --receive memory,http
                    --serve                                | --serve goes with one --transport
                    --transport memory --serve             | --serve goes with one --transport
                    --admin                                | --admin wants a value after it
                    --admin stop orders                    | --admin wants one of: depth; pause
                    --admin pause                          | --admin wants one of: depth; pause
                    --admin drop orders many               | --admin wants one of: depth; pause
                    --transport http --receive http,http   | write --receive memory,http
                    """)
    void whatIsWrongIsSaid(String words, String message) {
        assertThatThrownBy(() -> Arguments.of(List.of(words.split(" ")), Sample.HOME))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }
}
