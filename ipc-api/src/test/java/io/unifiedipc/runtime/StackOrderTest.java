package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackOrderTest {
    private static final List<String> ALL = StackOrder.DEFAULT;

    @Test
    void theDefaultIsLegal() {
        assertThat(StackOrder.wrong(ALL, ALL, ALL)).isEmpty();
    }

    @Test
    void breakerAndLimitMayChangePlaces() {
        List<String> order = new ArrayList<>(ALL);
        Collections.swap(order, order.indexOf("circuit-breaker"), order.indexOf("outstanding"));
        assertThat(StackOrder.wrong(order, ALL, ALL)).isEmpty();
    }

    @Test
    void anOwnDecoratorMayStandAnywhere() {
        List<String> known = new ArrayList<>(ALL);
        known.add("audit");
        for (int place = 0; place <= ALL.size(); place++) {
            List<String> order = new ArrayList<>(ALL);
            order.add(place, "audit");
            assertThat(StackOrder.wrong(order, known, known)).isEmpty();
        }
    }

    @Test
    void whoIsNotInTheOrderStandsOutside() {
        List<String> names = new ArrayList<>(List.of("outstanding", "retry", "audit"));
        names.sort(StackOrder.by(null));
        assertThat(names).containsExactly("audit", "retry", "outstanding");
    }

    @ParameterizedTest
    @CsvSource({
        "fallback, groups",
        "fallback, retry",
        "fallback, outstanding",
        "groups, retry",
        "groups, outstanding",
        "retry, endpoint",
        "retry, circuit-breaker",
        "retry, outstanding",
        "retry, attempt-timeout",
        "endpoint, circuit-breaker",
        "endpoint, outstanding",
        "circuit-breaker, attempt-timeout",
        "outstanding, attempt-timeout"
    })
    void twoInTheWrongOrderAreRefused(String outer, String inner) {
        assertThat(StackOrder.wrong(List.of(inner, outer), ALL, Set.of()))
                .singleElement()
                .asString()
                .startsWith(outer + " must stand outside " + inner + ": ")
                .endsWith("; legal is [" + outer + ", " + inner + "]");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        List<String> known = List.of("audit", "retry", "outstanding", "circuit-breaker");
        assertThat(StackOrder.wrong(
                        List.of("outstanding", "audit", "retry", "audit", "fallback", "retri"), known, known))
                .containsExactly(
                        "names a decorator twice: each stands in one place",
                        "'fallback' is no decorator here: add ipc-resilience",
                        "'retri' is no decorator here; did you mean 'retry'?",
                        "leaves out circuit-breaker, which the channel has",
                        "retry must stand outside outstanding: each attempt takes a permit, and none is held between"
                                + " attempts; legal is [retry, audit, circuit-breaker, outstanding]");
    }
}
