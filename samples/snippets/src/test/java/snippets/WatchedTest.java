package snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import snippets.Orders.OrderPlaced;
import snippets.Orders.PlaceOrder;

class WatchedTest {
    @Test
    void gaugesAreThere() {
        var registry = new SimpleMeterRegistry();
        try (Ipc ipc = Watched.metered(registry)) {
            assertThat(registry.get("ipc.outstanding").gauge().value())
                    .isEqualTo(ipc.counts().outstanding());
        }
    }

    @Test
    void whatIsInDoubtIsHeardOf() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        List<String> doubtful = new CopyOnWriteArrayList<>();
        String yaml = Files.readString(Path.of("src/main/resources/observing.yaml"));
        try (Ipc ipc =
                Watched.observed(Ipc.builder().isolated().yaml(yaml), doubtful).build()) {
            ipc.channel("orders").handle(PlaceOrder.class, order -> {
                over.await();
                return null;
            });
            ipc.start();
            var never = ipc.channel("orders")
                    .callAsync(
                            Command.of(new PlaceOrder("ann", "apple", 2)).withTimeout(Duration.ofMillis(500)),
                            OrderPlaced.class);
            assertThat(never).failsWithin(Duration.ofSeconds(20));
            over.countDown();
        }
        assertThat(doubtful).containsExactly("orders: PlaceOrder after 1 attempts");
    }
}
