package io.unifiedipc.resilience.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.resilience.outcomes.Shop.Paid;
import io.unifiedipc.resilience.outcomes.Shop.Pay;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that none of our own senders lets out. */
class BadKeysTest {
    /** Puts a key into what is sent, as a stranger could. */
    private record Stranger(String key) implements DecoratorProvider, Decorator {
        @Override
        public String name() {
            return "stranger";
        }

        @Override
        public Schema options() {
            return Schema.of();
        }

        @Override
        public Decorator decorator(DecoratedChannel channel, Config options, Context context) {
            return this;
        }

        @Override
        public void around(Call call, Next next) {
            var headers = call.envelope().headers().without(HeaderNames.IDEMPOTENCY_KEY);
            call.envelope(call.envelope().withHeaders(headers.plus(HeaderNames.IDEMPOTENCY_KEY, key)));
            next.proceed(call);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000b", "a\nb", "\u007f", "LONG"})
    void areRefusedBeforeAnythingRuns(String key) {
        String bad = key.equals("LONG") ? "k".repeat(10_240) : key;
        try (Shop shop = new Shop(Shop.ORDERS, "{type: memory}");
                Ipc caller = Ipc.builder()
                        .isolated()
                        .add(shop.broker)
                        .add(new Stranger(bad))
                        .yaml("ipc: {transport: memory, channels: {orders: {timeout: 5s}}}")
                        .build()) {
            IpcException refused = null;
            try {
                caller.channel("orders").call(Command.of(new Pay("a", 1)), Paid.class);
            } catch (IpcException e) {
                refused = e;
            }
            assertThat(refused).isNotNull();
            assertThat(Shop.said(refused)).isEqualTo("INVALID NO");
            assertThat(refused).hasMessageContaining("key").hasMessageNotContaining("kkkk");
            assertThat(shop.ran).isEmpty();
        }
    }
}
