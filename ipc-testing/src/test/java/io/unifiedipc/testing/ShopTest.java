package io.unifiedipc.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Contract;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.Subscription;
import io.unifiedipc.spi.Style;
import io.unifiedipc.testing.kit.Await;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A small application as its own author would test it: what it sends elsewhere goes to a stub. */
@IpcTest(yaml = ShopTest.YAML)
class ShopTest {
    static final String YAML = """
            ipc:
              service: shop
              transport: kafka
              receive: [kafka, amqp]
              channels:
                orders: {kafka: {topic: orders}, on-failure: {retry: 2, backoff: 1ms}}
                stock: {transport: grpc}
                order-events: {kind: events}
            """;

    record PlaceOrder(String sku, int quantity) {}

    record OrderPlaced(String sku) {}

    record Take(String sku, int quantity) {}

    @Contract(channel = "stock", version = "1.0.0")
    interface Stock {
        boolean take(Take wanted) throws SoldOut;

        @Operation(oneWay = true)
        void recount();
    }

    static final class SoldOut extends Exception {
        private static final long serialVersionUID = 1;

        SoldOut(String message) {
            super(message);
        }
    }

    private final AtomicInteger billed = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private Stub<Stock> stock;
    private Subscription billing;

    @BeforeEach
    void shop(Ipc ipc, IpcWorld world) {
        stock = world.stub(Stock.class).answers(Stock::take, wanted -> true);
        Stock client = ipc.client(Stock.class);
        ipc.channel("orders").handle(PlaceOrder.class, order -> {
            client.take(new Take(order.payload().sku(), order.payload().quantity()));
            OrderPlaced placed = new OrderPlaced(order.payload().sku());
            ipc.channel("order-events").publish(Event.of(placed));
            return placed;
        });
        billing = ipc.channel("order-events").subscribe("billing", OrderPlaced.class, placed -> {
            if (placed.payload().sku().equals("hang")) {
                never.await();
            }
            billed.incrementAndGet();
        });
    }

    @Test
    void recordsWhatWasSentAndHandled(Ipc ipc, IpcWorld world) {
        OrderPlaced placed = ipc.channel("orders")
                .call(Command.of(new PlaceOrder("apple", 2)).withHeader("a", "b"), OrderPlaced.class);
        world.awaitQuiet();

        assertThat(placed).isEqualTo(new OrderPlaced("apple"));
        assertThat(billed).hasValue(1);
        assertThat(world.sent("orders", PlaceOrder.class)).singleElement().satisfies(sent -> {
            assertThat(sent.payload()).isEqualTo(new PlaceOrder("apple", 2));
            assertThat(sent.headers().get("a")).isEqualTo("b");
            assertThat(sent.style()).isEqualTo(Style.REQUEST);
            assertThat(sent.operation()).isEqualTo("PlaceOrder");
            assertThat(sent.service()).isEqualTo("shop");
            assertThat(sent.isDone()).isTrue();
            assertThat(sent.failure()).isNull();
            assertThat(sent.reply(OrderPlaced.class)).isEqualTo(placed);
        });
        assertThat(world.handled("order-events", OrderPlaced.class))
                .singleElement()
                .satisfies(handled -> {
                    assertThat(handled.group()).isEqualTo("billing");
                    assertThat(handled.payload()).isEqualTo(placed);
                    assertThat(handled.attempt()).isEqualTo(1);
                });
        assertThat(world.parked("orders")).isEmpty();
        assertThat(stock.asked(Take.class)).containsExactly(new Take("apple", 2));
        assertThat(world.where()).isEqualTo("memory");
        assertThat(world.ipc()).isSameAs(ipc);
    }

    @Test
    void quietWaitsForRetriesAndForWhatIsPutAside(Ipc ipc, IpcWorld world) {
        stock.answers(Stock::take, wanted -> {
            throw new SoldOut("no " + wanted.sku());
        });
        ipc.channel("orders").send(Command.of(new PlaceOrder("apple", 1)));
        world.awaitQuiet();

        assertThat(world.handled("orders", PlaceOrder.class))
                .extracting(Recorded::attempt)
                .containsExactly(1, 2, 3);
        assertThat(world.parked("orders", PlaceOrder.class)).singleElement().satisfies(parked -> {
            assertThat(parked.failure()).isNotNull();
            assertThat(parked.failure().kind()).isEqualTo(Kind.FAILED);
            assertThat(parked.payload().sku()).isEqualTo("apple");
        });
        assertThat(billed).hasValue(0);
    }

    @Test
    void aRefusalOfAStubIsARefusal(Ipc ipc) {
        stock.answers("take", wanted -> {
            throw new SoldOut("no more");
        });
        assertThatThrownBy(() -> ipc.client(Stock.class).take(new Take("x", 1)))
                .isInstanceOf(SoldOut.class)
                .hasMessage("no more");
    }

    @Test
    void anOperationWithoutAPayloadIsNamed(Ipc ipc, IpcWorld world) {
        stock.answers("recount", nothing -> null);
        ipc.client(Stock.class).recount();
        world.awaitQuiet();
        assertThat(stock.timesAsked("recount")).isOne();
        assertThatThrownBy(() -> world.sent("stock").get(0).payload())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("there is no payload in Recount on 'stock' sent");
    }

    @Test
    void aWrongNameFailsAtOnceWithTheNearest(IpcWorld world) {
        assertThatThrownBy(() -> stock.answers("tkae", wanted -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'tkae' is no operation of Stock; did you mean 'take'?");
        assertThatThrownBy(() -> stock.takes((Stock s, Object o) -> billed.incrementAndGet()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("that refers to no operation of Stock");
        assertThatThrownBy(() -> world.sent("oders"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no service of this test has a channel 'oders'; did you mean 'orders'?");
        assertThatThrownBy(() -> world.ipc("shpo"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("this test has no service 'shpo'; did you mean 'shop'?");
    }

    @Test
    void quietSaysWhatIsUnderWay(Ipc ipc, IpcWorld world) {
        ipc.channel("orders").send(Command.of(new PlaceOrder("hang", 1)));
        try {
            Await.until("it hangs", () -> billing.depth().inFlight() == 1);
            assertThatThrownBy(() -> world.awaitQuiet(Duration.ofMillis(100)))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("not quiet within 100 ms; still under way:\n  service 'shop': ")
                    .hasMessageContaining(
                            "message: OrderPlaced is with its handler, attempt 1 on 'order-events' for 'billing'");
        } finally {
            never.countDown();
        }
        world.awaitQuiet();
    }

    @Test
    void quietSaysWhatNobodyTakes(Ipc ipc, IpcWorld world) {
        billing.pause();
        ipc.channel("order-events").publish(Event.of(new OrderPlaced("a")));
        assertThatThrownBy(() -> world.awaitQuiet(Duration.ofMillis(50)))
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "not quiet within 50 ms; still under way:\n  'order-events': 1 stored and taken by nobody. Nobody may"
                                + " ever take them: is there a handler, was it registered before the start, is it paused, is its"
                                + " window full?");
        billing.resume();
        world.awaitQuiet();
        assertThat(billed).hasValue(1);
    }

    @Test
    void eachChannelIsLikeItsTransport(Ipc ipc) {
        assertThat(ipc.describe())
                .containsPattern("(?s)channel orders: .* over memory.* like +kafka .*channel stock: .* like +grpc ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void eachInvocationHasAWorldOfItsOwn(int quantity, Ipc ipc, IpcWorld world) {
        assertThat(world.sent("orders")).isEmpty();
        ipc.channel("orders").send(Command.of(new PlaceOrder("apple", quantity)));
        world.awaitQuiet();
        assertThat(world.sent("orders")).hasSize(1);
    }

    @Test
    void aFailedCallIsRecordedAsSuch(Ipc ipc, IpcWorld world) {
        assertThatThrownBy(() -> ipc.channel("orders").call(Command.of("what?"), String.class))
                .isInstanceOf(IpcException.class);
        world.awaitQuiet();
        assertThat(world.sent("orders")).singleElement().satisfies(sent -> {
            assertThat(sent.failure()).isNotNull();
            assertThat(sent.failure().executed()).isEqualTo(Executed.NO);
            assertThat(sent.operation()).isEqualTo("String");
            assertThat(sent.payload()).isEqualTo("what?");
        });
        assertThat(world.handled("orders"))
                .singleElement()
                .satisfies(handled -> assertThat(handled.operation()).isEqualTo("String"));
        assertThat(world.handled("orders", PlaceOrder.class)).isEmpty();
    }

    @Nested
    class WhenNested {
        @Test
        void theWorldIsThereToo(Ipc ipc, IpcWorld world) {
            ipc.channel("orders").call(Command.of(new PlaceOrder("apple", 2)), OrderPlaced.class);
            world.awaitQuiet();
            assertThat(billed).hasValue(1);
        }
    }
}
