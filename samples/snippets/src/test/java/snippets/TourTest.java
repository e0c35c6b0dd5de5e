package snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Ipc;
import io.unifiedipc.Subscription;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Every piece of the tour runs, and does what its page says. */
class TourTest {
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>();

    private static final class Shop implements Orders {
        @Override
        public OrderPlaced place(PlaceOrder order) throws OutOfStock {
            if (order.quantity() > 9) {
                throw new OutOfStock(order.sku());
            }
            return new OrderPlaced("o-1");
        }

        @Override
        public CompletableFuture<Price> price(PriceWanted wanted) {
            return CompletableFuture.completedFuture(new Price(wanted.sku(), 120));
        }

        @Override
        public void cancel(CancelOrder order) {}
    }

    private static Ipc open() {
        return Ipc.builder()
                .isolated()
                .set("transport", "memory")
                .set("channels.orders.timeout", "2s")
                .set("channels.order-replies.timeout", "2s")
                .set("channels.order-events.kind", "events")
                .set("channels.quotes.kind", "events")
                .build();
    }

    @Test
    void theWholeTour() throws Exception {
        try (Ipc ipc = open()) {
            Tour tour = new Tour(ipc, out::add);
            tour.takeReplies();
            tour.answerQuotes();
            tour.serve(new Shop());

            tour.contract();
            assertThat(next()).isEqualTo("placed o-1");
            tour.future();
            assertThat(next()).isEqualTo("later o-1");
            tour.replyToHandler();
            assertThat(next()).startsWith("answer to ");
            tour.publish();
            assertThat(next()).isEqualTo("billed o-1");
            tour.gather();
            assertThat(next()).isEqualTo("quote Quote[supplier=north, cents=120]");
            tour.failures(Command.of(new Orders.PlaceOrder("ann", "apple", 10)));
            assertThat(next()).startsWith("it ran, and said no: ").contains("OutOfStock");
        }
    }

    @Test
    void whatWasPutAsideComesBack() throws Exception {
        try (Ipc ipc = open()) {
            Tour tour = new Tour(ipc, out::add);
            AtomicBoolean mended = new AtomicBoolean();
            Subscription billing = ipc.channel("order-events").subscribe("billing", Orders.OrderPlaced.class, event -> {
                if (!mended.get()) {
                    throw new IllegalStateException("the printer is on fire");
                }
                out.add("billed " + event.payload().id());
            });
            ipc.start();
            ipc.channel("order-events").publish(Event.of(new Orders.OrderPlaced("o-2")));
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (parkedNow(billing) == 0) {
                assertThat(System.nanoTime()).as("parked within 20 s").isLessThan(deadline);
                Thread.onSpinWait();
            }

            mended.set(true);
            tour.park(billing);

            assertThat(next()).contains("was put aside").contains("the printer is on fire");
            assertThat(next()).isEqualTo("billed o-2");
        }
    }

    private static int parkedNow(Subscription subscription) {
        return subscription
                .drainParked(1, parked -> io.unifiedipc.Parked.Verdict.KEEP)
                .join();
    }

    private String next() throws InterruptedException {
        String line = out.poll(10, TimeUnit.SECONDS);
        assertThat(line).as("something said within ten seconds").isNotNull();
        return line;
    }
}
