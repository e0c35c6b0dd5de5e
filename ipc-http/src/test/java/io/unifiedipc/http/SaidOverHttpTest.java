package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.ShopService.CreditLimit;
import io.unifiedipc.http.ShopService.GetOrder;
import io.unifiedipc.http.ShopService.NoSuchOrder;
import io.unifiedipc.http.ShopService.OutOfStock;
import io.unifiedipc.http.ShopService.PlaceOrder;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How receivers of ours say what went wrong, to callers of ours and to anybody. */
class SaidOverHttpTest {
    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final HttpTransportProvider http = new HttpTransportProvider();

    @BeforeEach
    void receive() {
        Ipc receiver = guard.open(Ipc.builder()
                .isolated()
                .add(http)
                .set("service", "shop")
                .set("channels.shop.transport", "http")
                .set("transports.http.listen", "0"));
        receiver.channel("shop").handle(GetOrder.class, order -> {
            throw new NoSuchOrder("no order " + order.payload().id());
        });
        receiver.channel("shop").handle(PlaceOrder.class, order -> {
            switch (order.payload().sku()) {
                case "few" -> throw new OutOfStock("too few", "few", 1);
                case "dear" -> throw new CreditLimit("100 EUR");
                default ->
                    throw IpcException.of(Kind.OVERLOADED, Executed.NO, "the warehouse is busy")
                            .retryAfter(Duration.ofMillis(6500));
            }
        });
        receiver.start();
        receiver.ready().join();
    }

    private RawClient.Answer ask(String operation, String body) throws IOException {
        try (RawClient client = new RawClient(http.port())) {
            return client.post("/v1/shop/" + operation, "Content-Type: application/json\r\n", body)
                    .answer();
        }
    }

    private Ipc caller() {
        return guard.open(Ipc.builder()
                .isolated()
                .set("service", "asks")
                .set("channels.shop.transport", "http")
                .set("channels.shop.http.address", "http://127.0.0.1:" + http.port()));
    }

    @Test
    void aRefusalHasItsOwnStatusAndType() throws IOException {
        RawClient.Answer gone = ask("GetOrder", "{\"id\":\"17\"}");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.header("ipc-kind")).isEqualTo("refused");
        assertThat(gone.header("ipc-executed")).isEqualTo("yes");
        assertThat(gone.body()).contains("\"refusal\":\"NoSuchOrder\"").contains("\"status\":404");

        RawClient.Answer few = ask("PlaceOrder", "{\"sku\":\"few\"}");
        assertThat(few.status()).isEqualTo(409);
        assertThat(few.body()).contains("\"type\":\"https://shop.example/problems/out-of-stock\"");

        RawClient.Answer dear = ask("PlaceOrder", "{\"sku\":\"dear\"}");
        assertThat(dear.status()).as("none of its own").isEqualTo(422);
        assertThat(dear.body()).contains("\"type\":\"https://shop.example/problems/credit\"");
    }

    @Test
    void aCallerOfOursKnowsItByItsName() {
        Ipc caller = caller();
        assertThatThrownBy(() -> caller.channel("shop").call(Command.of(new PlaceOrder("few", 1)), Object.class))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.REFUSED);
                    assertThat(e.executed()).isEqualTo(Executed.YES);
                    assertThat(e.problem().status()).isEqualTo(409);
                    assertThat(e.problem().refusal()).isEqualTo("OutOfStock");
                    assertThat(e.problem().data()).containsEntry("left", 1);
                });
    }

    @Test
    void whatACallOfItsOwnWasToldIsPassedOn() throws IOException {
        assertThat(ask("PlaceOrder", "{\"sku\":\"any\"}").header("retry-after")).isEqualTo("7");
        Ipc caller = caller();
        assertThatThrownBy(() -> caller.channel("shop").call(Command.of(new PlaceOrder("any", 1)), Object.class))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.FAILED);
                    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7));
                    assertThat(e.problem().status()).isEqualTo(500);
                });
    }
}
