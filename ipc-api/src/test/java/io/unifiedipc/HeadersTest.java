package io.unifiedipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.spi.HeaderNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
    @Test
    void aNameIsReadWithoutRegardToCase() {
        Headers headers = Headers.EMPTY.with("X-Tenant", "blue");

        assertThat(headers.get("x-tenant")).isEqualTo("blue");
        assertThat(headers.get("X-TENANT")).isEqualTo("blue");
        assertThat(headers.toMap()).containsExactly(Map.entry("x-tenant", "blue"));
    }

    @Test
    void eachNameStandsOnce() {
        Headers headers = Headers.EMPTY.with("a", "1").with("b", "2").with("A", "3");

        assertThat(headers.size()).isEqualTo(2);
        assertThat(headers.toMap()).isEqualTo(Map.of("a", "3", "b", "2"));
    }

    @Test
    void whatWasThereBeforeStays() {
        Headers before = Headers.EMPTY.with("a", "1");
        Headers after = before.with("a", "2").without("a");

        assertThat(before.get("a")).isEqualTo("1");
        assertThat(after).isEqualTo(Headers.EMPTY);
        assertThat(before.without("none")).isSameAs(before);
    }

    @Test
    void orderDoesNotMatterForEquality() {
        Headers one = Headers.EMPTY.with("a", "1").with("b", "2");
        Headers other = Headers.EMPTY.with("b", "2").with("a", "1");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(other.with("b", "3"));
    }

    @Test
    void whatWasReceivedBecomesTextOnceItIsAskedFor() {
        List<Integer> asked = new ArrayList<>();
        Headers headers = Headers.received(new String[] {"b", "a"}, place -> {
            asked.add(place);
            return "text " + place;
        });

        assertThat(headers.size()).isEqualTo(2);
        assertThat(headers.get("c")).isNull();
        assertThat(asked).isEmpty();
        assertThat(headers.get("A")).isEqualTo("text 1").isSameAs(headers.get("a"));
        assertThat(asked).containsExactly(1);
        assertThat(headers.weight())
                .isEqualTo(Headers.EMPTY.with("a", "text 1").with("b", "text 0").weight());
        assertThat(headers.toMap().keySet()).containsExactly("b", "a");
        assertThat(headers.with("a", "2"))
                .isEqualTo(Headers.EMPTY.with("a", "2").with("b", "text 0"));
        assertThat(headers.plus("c", "3").without("a").toMap())
                .containsExactly(Map.entry("c", "3"), Map.entry("b", "text 0"));
        assertThat(Headers.received(new String[0], place -> "")).isSameAs(Headers.EMPTY);
    }

    @Test
    void behavesAsAMap() {
        Random random = new Random(7);
        Headers headers = Headers.EMPTY;
        Map<String, String> model = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            String name = "h" + random.nextInt(20);
            if (random.nextInt(3) == 0) {
                headers = headers.without(name);
                model.remove(name);
            } else {
                headers = headers.with(name, "" + i);
                model.put(name, "" + i);
            }
            if (random.nextInt(5) == 0) {
                List<Map.Entry<String, String>> before = new ArrayList<>();
                headers.iterator().forEachRemaining(before::add);
                int weight = headers.weight();
                headers = headers.shared();
                assertThat(headers).containsExactlyElementsOf(before);
                assertThat(headers.weight()).isEqualTo(weight);
            }
            assertThat(headers.size()).isEqualTo(model.size());
            String asked = "H" + random.nextInt(25);
            assertThat(headers.get(asked)).isEqualTo(model.get(asked.toLowerCase(Locale.ROOT)));
        }
        Map<String, String> walked = new LinkedHashMap<>();
        for (var each : headers) {
            walked.put(each.getKey(), each.getValue());
        }
        assertThat(headers.toMap()).isEqualTo(model).isEqualTo(walked);
    }

    @Test
    void aHundredThousandHeadersExhaustNoStack() {
        Headers many = Headers.EMPTY;
        for (int i = 0; i < 100_000; i++) {
            many = many.plus("h" + i, "v");
        }

        assertThat(many.without("h0").size()).isEqualTo(99_999);
        assertThat(many.with("h0", "new").get("h0")).isEqualTo("new");
        assertThat(many.get("h1")).isEqualTo("v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:b", "a\nb", "a\r\nb", "ü", "a/b", "a\u0000", "(a)"})
    void aNameThatIsNoTokenIsRefused(String name) {
        assertThatThrownBy(() -> Headers.EMPTY.with(name, "v")).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.INVALID);
            assertThat(e.executed()).isEqualTo(Executed.NO);
            assertThat(e.text()).doesNotContainPattern("\\p{Cntrl}");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\rb",
                "\r\nx: y",
                "\u0000",
                "\u007f",
                "\u0085",
                "a\tb",
                "\ud800",
                "a\udc00",
                "\udc00\ud800"
            })
    void aValueWithALineBreakOrHalfACharacterIsRefused(String value) {
        assertThatThrownBy(() -> Headers.EMPTY.with("x", value))
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ü", "\ud83d\ude00", "a: b; c=\"d\""})
    void anyOtherValueIsTaken(String value) {
        assertThat(Headers.EMPTY.with("x", value).get("x")).isEqualTo(value);
    }

    @Test
    void whatIdentifiesAMessageIsThreeHeaders() {
        long millis = 1_700_000_000_123L;
        Headers shared = Headers.EMPTY.with("a", "1");
        Command<String> usual = Command.of("payload");
        Command<String> keyed = usual.withIdempotencyKey("key 1");
        Message<String> foreign = foreign("it");

        assertThat(shared.identifying(usual, millis))
                .containsExactlyElementsOf(plain(shared, usual.id(), millis, usual.id()));
        assertThat(shared.identifying(keyed, millis))
                .containsExactlyElementsOf(plain(shared, usual.id(), millis, "key 1"));
        assertThat(shared.identifying(foreign, millis)).containsExactlyElementsOf(plain(shared, "it", millis, "it"));
        assertThat(shared.identifying(usual, millis).get("Ce-Id")).isSameAs(usual.id());
    }

    private static Headers plain(Headers shared, String id, long millis, String key) {
        return shared.plus(HeaderNames.ID, id)
                .plus(HeaderNames.TIME, Instant.ofEpochMilli(millis).toString())
                .plus(HeaderNames.IDEMPOTENCY_KEY, key);
    }

    private static Message<String> foreign(String id) {
        return new Message<>() {
            @Override
            public String payload() {
                return "";
            }

            @Override
            public Headers headers() {
                return Headers.EMPTY;
            }

            @Override
            public String id() {
                return id;
            }

            @Override
            public @Nullable String key() {
                return null;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                Long.MIN_VALUE / 1_000_000,
                -62_167_219_200_001L,
                -1_000,
                -1,
                0,
                1,
                999,
                1_000,
                1_700_000_000_000L,
                1_700_000_000_120L,
                253_402_300_799_999L,
                253_402_300_800_000L,
                Long.MAX_VALUE / 1_000_000
            })
    void theyWeighWhatTheirTextDoes(long millis) {
        Command<String> command = Command.of("payload");
        Headers headers = Headers.EMPTY.identifying(command, millis);

        int weight = headers.weight(); // before the text is made
        assertThat(weight)
                .isEqualTo(
                        plain(Headers.EMPTY, command.id(), millis, command.id()).weight());
        assertThat(headers.get(HeaderNames.TIME))
                .isEqualTo(Instant.ofEpochMilli(millis).toString());
    }

    @Test
    void theyBehaveAsThree() {
        Random random = new Random(11);
        List<String> names = List.of(HeaderNames.ID, HeaderNames.TIME, HeaderNames.IDEMPOTENCY_KEY, "a", "b", "c");
        for (int i = 0; i < 2_000; i++) {
            Command<Integer> command = Command.of(i);
            Headers shared = Headers.EMPTY.with("a", "1").with("b", "2").shared();
            Headers ours = shared.identifying(command, i);
            Headers model = plain(shared, command.id(), i, command.id());
            for (int step = 0; step < 6; step++) {
                String name = names.get(random.nextInt(names.size()));
                boolean more = random.nextBoolean();
                ours = more ? ours.with(name, "v" + step) : ours.without(name);
                model = more ? model.with(name, "v" + step) : model.without(name);
                assertThat(ours)
                        .containsExactlyElementsOf(model)
                        .isEqualTo(model)
                        .hasSameHashCodeAs(model);
                assertThat(ours.toMap().toString()).isEqualTo(model.toMap().toString());
                assertThat(ours.size()).isEqualTo(model.size());
                assertThat(ours.weight()).isEqualTo(model.weight());
                assertThat(ours.get(name)).isEqualTo(model.get(name));
                assertThat(ours).hasToString(model.toString());
            }
        }
    }

    @Test
    void anIteratorEnds() {
        var iterator = Headers.EMPTY.with("a", "1").iterator();
        iterator.next();

        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }
}
