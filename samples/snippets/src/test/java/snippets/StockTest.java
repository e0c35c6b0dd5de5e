package snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.Received;
import io.unifiedipc.testing.sim.Seeds;
import io.unifiedipc.testing.sim.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A store whose stock must go down once for each order, whatever becomes of messages on their way. */
class StockTest {
    record TakeOne(String sku) {}

    /** The application. */
    static class Stock {
        private final Set<String> known = new HashSet<>();
        int taken;

        void take(Received<TakeOne> order) {
            if (known.add(order.idempotencyKey())) {
                taken++;
            }
        }
    }

    // begin: seeds
    @Seeds(200)
    void eachOrderTakesOne(Simulation world) {
        Stock stock = new Stock();
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        try (Ipc store = open(world, "store");
                Ipc shop = open(world, "shop")) {
            store.channel("orders").accept(TakeOne.class, stock::take);
            store.start();
            for (int i = 0; i < 10; i++) {
                sent.add(shop.channel("orders").sendAsync(Command.of(new TakeOne("apple"))));
            }
            world.advance(Duration.ofSeconds(1)); // the storm
            world.faults().stop(); // the calm: from here on everything arrives
            world.runUntilQuiet(); // however long that takes in the world's time
        }
        long accepted =
                sent.stream().filter(each -> !each.isCompletedExceptionally()).count();
        assertThat(stock.taken).isBetween((int) accepted, 10); // a failure may be MAYBE
    }

    static Ipc open(Simulation world, String service) {
        return world.builder()
                .set("service", service)
                .set("channels.orders.transport", "memory")
                .build();
    }
    // end: seeds

    /** The same with a store that does not look at keys. Run by hand it fails: {@code -Dtest='StockTest$Forgetful'}. */
    static class Forgetful {
        @Seeds(200)
        void eachOrderTakesOne(Simulation world) {
            Stock stock = new Stock() {
                @Override
                void take(Received<TakeOne> order) {
                    taken++;
                }
            };
            try (Ipc store = open(world, "store");
                    Ipc shop = open(world, "shop")) {
                store.channel("orders").accept(TakeOne.class, stock::take);
                store.start();
                shop.channel("orders").sendAsync(Command.of(new TakeOne("apple")));
                world.runUntilQuiet();
            }
            assertThat(stock.taken).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aStoreThatForgetsIsFoundOut() {
        String text = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Forgetful.class))
                .execute()
                .testEvents()
                .failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result ->
                        String.valueOf(result.getThrowable().orElseThrow().getMessage()))
                .findFirst()
                .orElseThrow();

        assertThat(text).contains("replay: ./mvnw test -pl samples/snippets", "-Dipc.seed=", "TakeOne");
    }
}
