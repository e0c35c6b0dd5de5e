package io.unifiedipc.resilience.fallback;

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
import io.unifiedipc.Page;
import io.unifiedipc.resilience.fallback.Catalogue.Price;
import io.unifiedipc.resilience.fallback.Catalogue.PriceOf;
import io.unifiedipc.spi.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't be configured, and that the guide lists what can. */
class FallbackOptionsTest {
    private static final Path GUIDE = Path.of("..", "docs", "resilience-fallback.md");

    private static IpcBuilder catalogue(String more) {
        return Ipc.builder().isolated().yaml("""
                ipc:
                  service: shop
                  transport: memory
                  credentials: {served: {type: forwarded}}
                  channels:
                    catalogue:
                      timeout: 1s
                      %s
                """.formatted(more.replace("; ", "\n      ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fallback: {max-age: 0s} | 'zero never means off'",
                "fallback: {max-age: -1s} | 'is no time'",
                "fallback: {max-age: 5m, max-weight: 0B} | 'is not between'",
                "fallback: {max-age: 5m, before: 1s} | 'no receiver would have the time'",
                "fallback: {max-age: 5m, before: 2s} | 'before is 2s, and the channel''s timeout 1s'",
                "fallback: {before: 20ms} | 'nothing to fall back on'",
                "fallback: | 'nothing to fall back on'",
                "fallback: {} | 'nothing to fall back on'",
                "fallback: {replies: {PriceOf: '1'}, max-weight: 1MiB} | 'without max-age there are none'",
                "fallback: {replies: {PriceOf: '1'}, identity: x-user} | 'without max-age there are none'",
                "fallback: {replies: {PriceOf: '{'}} | 'is no JSON'",
                "fallback: {replies: {PriceOf: '1 2'}} | 'is no JSON'",
                "fallback: {max-age: 5m, identity: X-User} | 'write it in lower case'",
                "fallback: {max-age: 5m, identity: authorization} | 'no header of a message'",
                "fallback: {max-age: 5m, identity: ce-id} | 'library''s own'",
                "fallback: {max-age: 5m, identity: x-a, ignore: x-a} | 'stands under ignore too'",
                "fallback: {max-age: 5m}; credentials: served | 'name the headers that do under identity'",
                "fallback: {max-age: 5m, identity: []}; credentials: served | 'names no header'",
                "fallback: {max-age: 40000d} | 'is more than 36500d'",
                "fallback: {max-age: 999999999999d} | 'is more than 36500d'",
                "fallback: {max-age: 5m}; kind: events | 'is for events'",
                "fallback: {max-agee: 5m} | 'did you mean ''max-age'''",
            })
    void isRefused(String block, String why) {
        assertThatThrownBy(() -> catalogue(block).describe())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .anySatisfy(problem -> assertThat(problem).contains("fallback", why)));
    }

    @Test
    void credentialsOfOthersGoWithAnIdentity() {
        assertThat(catalogue("fallback: {max-age: 5m, identity: x-user}; credentials: served")
                        .describe())
                .contains("fallback(up to 5m old)");
        assertThat(catalogue("fallback: {replies: {PriceOf: '1'}}; credentials: served")
                        .describe())
                .contains("fallback(1 fixed)");
    }

    @Test
    void aFunctionForNobodyIsRefused() {
        Fallback function = new Fallback("catalog", "PriceOf", miss -> null);
        assertThatThrownBy(() -> catalogue("concurrency: 2").add(function).build())
                .hasMessageContaining("there is no such channel; did you mean 'catalogue'?");
        Fallback off = new Fallback("catalogue", "PriceOf", miss -> null);
        assertThatThrownBy(() -> catalogue("fallback: off").add(off).build()).hasMessageContaining("is off");
        assertThatThrownBy(() -> catalogue("concurrency: 2").add(off).add(off).build())
                .hasMessageContaining("two functions were added for 'PriceOf'");
    }

    @Contract(channel = "catalogue", version = "1.0.0")
    interface NoQuery {
        Price price(PriceOf sku);
    }

    @Contract(channel = "catalogue", version = "1.0.0")
    interface NoReply {
        @Operation(query = true)
        void price(PriceOf sku);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fallback: {replies: {PriceOff: '{}'}} | 'no such operation; did you mean ''PriceOf''?'",
                "fallback: {replies: {RaisePrice: '{}'}} | 'is no query'",
                "fallback: {replies: {PriceOf: '[1]'}} | 'fixed reply to ''PriceOf'' is no'",
            })
    void isRefusedWhenItsContractIsOpened(String block, String why) {
        try (Ipc ipc = catalogue(block).build()) {
            assertThatThrownBy(() -> ipc.client(Catalogue.class))
                    .isInstanceOfSatisfying(
                            IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED))
                    .hasMessageContaining(why);
        }
    }

    @Contract(channel = "catalogue", version = "1.0.0")
    interface InPages {
        @Operation(query = true)
        Page<Price, PriceOf> prices(PriceOf first);
    }

    @Test
    void aContractWithoutQueriesHasNoFallback() {
        try (Ipc ipc = catalogue("fallback: {max-age: 5m}").build()) {
            assertThatThrownBy(() -> ipc.client(NoQuery.class)).hasMessageContaining("has no query");
        }
        try (Ipc ipc = catalogue("fallback: {replies: {PriceOf: '1'}}").build()) {
            assertThatThrownBy(() -> ipc.client(NoReply.class)).hasMessageContaining("no reply");
            assertThatThrownBy(() -> ipc.client(InPages.class)).hasMessageContaining("in pages");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RaisePrice"})
    void isRefusedAtTheFirstCallWithoutAContract(String command) {
        try (Ipc ipc = catalogue("fallback: {replies: {" + command + ": '{}'}}").build()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> ipc.channel("catalogue").send(Command.of(new Catalogue.RaisePrice("a", 1))))
                        .isInstanceOfSatisfying(
                                IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED));
            }
        }
    }

    @Test
    void guideListsEveryOption() throws IOException {
        StringBuilder wanted = new StringBuilder("| key | takes | default | meaning |\n|---|---|---|---|\n");
        for (Option<?> option : FallbackOptions.SCHEMA.options()) {
            wanted.append(row(option));
        }
        String guide = Files.readString(GUIDE);
        String begin = "<!-- fallback-options:begin -->\n";
        assertThat(guide).contains(begin);
        int from = guide.indexOf(begin) + begin.length();
        assertThat(guide.substring(from, guide.indexOf("<!-- fallback-options:end -->")))
                .isEqualTo(wanted.toString());
    }

    @Test
    void guideListsEveryReason() throws IOException {
        List<String> rows = Files.readAllLines(GUIDE).stream()
                .filter(line -> line.contains(" | yes | ") || line.contains(" | no | "))
                .toList();
        for (Kind kind : Kind.values()) {
            String word = Option.word(kind).replace('-', ' ');
            assertThat(rows)
                    .filteredOn(
                            row -> (row.substring(0, row.indexOf('|', 1)) + ",").matches("(.*[ ,])?" + word + " ?,.*"))
                    .as(word)
                    .singleElement()
                    .asString()
                    .contains(Reasons.covers(kind) ? " | yes | " : " | no | ");
        }
    }

    private static <T> String row(Option<T> option) {
        T otherwise = option.otherwise();
        return "| `" + option.key() + "` | " + option.form().replace("|", "\\|") + " | "
                + (otherwise == null ? "" : "`" + option.write(otherwise) + "`") + " | " + option.meaning() + " |\n";
    }
}
