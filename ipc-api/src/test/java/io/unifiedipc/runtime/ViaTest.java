package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Headers;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Settlement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViaTest {
    private final Via shop = new Via("shop");

    private static Delivery handled(@Nullable String via, boolean answers) {
        Headers headers = via == null ? Headers.EMPTY : Headers.EMPTY.plus(HeaderNames.VIA, via);
        return new Handed(Envelope.of(headers, new byte[0]), answers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "             | shop              | false",
                "stock        | stock, shop       | false",
                "shop         | shop              | true",
                "stock, shop  | stock, shop       | true",
                "shop, stock  | shop, stock       | true",
                "shops, ashop | shops, ashop, shop| false",
                ",,           | ,,, shop          | false",
            })
    void theChainNamesEachServiceOnce(@Nullable String before, String after, boolean comesBack) {
        Delivery handled = handled(before, true);

        assertThat(shop.stamp(Headers.EMPTY, handled).get(HeaderNames.VIA)).isEqualTo(after);
        assertThat(shop.hasComeBack(handled)).isEqualTo(comesBack);
    }

    @Test
    void whereNobodyWaitsItBeginsAnew() {
        Delivery handled = handled("stock, shop", false);

        assertThat(shop.stamp(Headers.EMPTY, handled).get(HeaderNames.VIA)).isEqualTo("shop");
        assertThat(shop.hasComeBack(handled)).isFalse();
        assertThat(shop.hasComeBack(null)).isFalse();
    }

    @Test
    void itDoesNotGrowForEver() {
        String chain = "x";
        int longest = 0;
        for (int i = 0; i < 200; i++) {
            Headers headers = new Via("service-" + i).stamp(Headers.EMPTY, handled(chain, true));
            chain = headers.get(HeaderNames.VIA, "");
            longest = Math.max(longest, chain.length());
        }

        assertThat(longest).isLessThan(540);
        assertThat(shop.hasComeBack(handled(chain, true))).as("it may have").isTrue();
    }

    /** What a transport has handed over. */
    private record Handed(Envelope envelope, boolean answers) implements Delivery {
        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public long deadline() {
            return NO_DEADLINE;
        }

        @Override
        public boolean mayBlock() {
            return false;
        }

        @Override
        public boolean live() {
            return true;
        }

        @Override
        public void onLost(Runnable hook) {}

        @Override
        public CompletionStage<Void> reply(Envelope reply) {
            return new CompletableFuture<>();
        }

        @Override
        public void settle(Settlement settlement) {}
    }
}
