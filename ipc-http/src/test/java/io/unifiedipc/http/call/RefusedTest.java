package io.unifiedipc.http.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Problem;
import io.unifiedipc.Refusal;
import io.unifiedipc.spi.OperationSpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefusedTest {
    private static final String STOCK = "https://shop.example/stock";
    private static final String CREDIT = "https://shop.example/credit";

    @Refusal(status = 409, type = STOCK)
    static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1;
    }

    @Refusal(status = 409)
    static final class Locked extends Exception {
        private static final long serialVersionUID = 1;
    }

    @Refusal(status = 410)
    static final class Gone extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** Marked by nothing but its being declared. */
    static final class Plain extends Exception {
        private static final long serialVersionUID = 1;
    }

    @SafeVarargs
    private static @Nullable String name(
            Map<String, String> configured, int status, String type, Class<? extends Exception>... declared) {
        Map<String, Class<? extends Exception>> refusals = new java.util.HashMap<>();
        for (Class<? extends Exception> each : declared) {
            refusals.put(each.getSimpleName(), each);
        }
        OperationSpec operation =
                new OperationSpec("place", String.class, String.class, false, false, false, false, refusals, "");
        return new Refused(configured).name(operation, new Problem(type, "", status, "", Map.of()));
    }

    private static @Nullable String declared(int status, String type) {
        return name(Map.of(), status, type, OutOfStock.class, Gone.class, Plain.class);
    }

    @Test
    void theTypeComesFirstThenTheStatus() {
        assertThat(declared(409, STOCK)).isEqualTo("OutOfStock");
        assertThat(declared(400, STOCK)).isEqualTo("OutOfStock");
        assertThat(declared(410, STOCK)).isEqualTo("OutOfStock");
        assertThat(declared(409, "about:blank")).isEqualTo("OutOfStock");
        assertThat(declared(409, CREDIT)).isNull();
        assertThat(declared(410, CREDIT)).isEqualTo("Gone");
        assertThat(declared(404, "about:blank")).isNull();
        assertThat(declared(0, "about:blank")).isNull();
    }

    @Test
    void aStatusThatSeveralShareTellsNoneOfThem() {
        assertThat(name(Map.of(), 409, "about:blank", OutOfStock.class, Locked.class))
                .isNull();
        assertThat(name(Map.of(), 409, STOCK, OutOfStock.class, Locked.class)).isEqualTo("OutOfStock");
        assertThat(name(Map.of(), 409, CREDIT, OutOfStock.class, Locked.class)).isEqualTo("Locked");
    }

    @Test
    void theConfigurationWins() {
        Map<String, String> configured = Map.of("OutOfStock", "422", "Credit", CREDIT);
        assertThat(name(configured, 422, "about:blank", OutOfStock.class)).isEqualTo("OutOfStock");
        assertThat(name(configured, 409, STOCK, OutOfStock.class)).isNull();
        assertThat(name(configured, 402, CREDIT)).isEqualTo("Credit");
    }
}
