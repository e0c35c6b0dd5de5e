package io.unifiedipc.resilience.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Ipc;
import io.unifiedipc.Kind;
import io.unifiedipc.resilience.fallback.Catalogue.Price;
import io.unifiedipc.resilience.fallback.Catalogue.PriceOf;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A hundred callers on threads of their own, while the receiver comes and goes. */
class ManyCallersTest {
    private static final int CALLERS = 100;
    private static final int CALLS = 50;
    private static final int TENANTS = 7;

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Switch inside = new Switch();
    private final AtomicInteger stoodIn = new AtomicInteger();

    @Test
    void eachGetsItsOwnReplyOrItsOwnKeptOne() {
        Ipc ipc = guard.watch(
                "shop", Ipc.builder().isolated().add(inside).yaml("""
                ipc:
                  service: shop
                  channels:
                    catalogue:
                      transport: memory
                      timeout: 20s
                      window: 1000
                      fallback: {max-age: 1h, identity: x-tenant}
                """).build());
        ipc.channel("catalogue")
                .handle(
                        PriceOf.class,
                        asks -> new Price(
                                asks.headers().get("x-tenant", "")
                                        + asks.payload().sku(),
                                1));
        ipc.start();
        Await.result(ipc.ready());
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            assertThat(ask(ipc, tenant, "a").isFallback()).isFalse();
            assertThat(ask(ipc, tenant, "b").isFallback()).isFalse();
        }
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            int number = i;
            callers.add(Await.running(() -> calls(ipc, number)));
        }
        callers.forEach(Await::result);
        assertThat(stoodIn).hasPositiveValue();
    }

    private void calls(Ipc ipc, int number) {
        for (int i = 0; i < CALLS; i++) {
            if (number == 0) {
                inside.fails = i % 2 == 0 ? Kind.CIRCUIT_OPEN : null;
            }
            int tenant = (number + i) % TENANTS;
            String sku = i % 3 == 0 ? "a" : "b";
            Document<Price> price = ask(ipc, tenant, sku);
            assertThat(price.payload()).isEqualTo(new Price(tenant + sku, 1));
            if (price.isFallback()) {
                stoodIn.incrementAndGet();
            }
        }
    }

    private static Document<Price> ask(Ipc ipc, int tenant, String sku) {
        return Await.result(ipc.channel("catalogue")
                .callAsync(Command.of(new PriceOf(sku)).withHeader("x-tenant", Integer.toString(tenant)), Price.class));
    }
}
