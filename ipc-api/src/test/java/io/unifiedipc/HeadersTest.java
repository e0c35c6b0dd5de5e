package io.unifiedipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
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
            assertThat(headers.size()).isEqualTo(model.size());
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
    void anIteratorEnds() {
        var iterator = Headers.EMPTY.with("a", "1").iterator();
        iterator.next();

        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }
}
