package io.unifiedipc.resilience.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.http.HttpTransportProvider;
import io.unifiedipc.resilience.fallback.Catalogue.Price;
import io.unifiedipc.resilience.fallback.Catalogue.PriceOf;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A receiver behind a real socket that goes away, breaks off, or says nothing. */
class FallbackOverHttpTest {
    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final List<Kind> reasons = new CopyOnWriteArrayList<>();
    private final Peer peer = Peer.listening();

    @AfterEach
    void close() throws IOException {
        peer.close();
    }

    /** Asked by a route that puts a field into a header. */
    @Operation(query = true)
    record PriceFor(String sku, String tenant) {}

    private Ipc caller(String address, String more) {
        IpcBuilder builder = Ipc.builder().isolated().add(new Observer() {
            @Override
            public void fellBack(Call call, IpcException reason, String source, Duration age) {
                reasons.add(reason.kind());
            }
        });
        return guard.watch("asks", builder.yaml("""
                ipc:
                  service: asks
                  channels:
                    catalogue:
                      transport: http
                      timeout: 6s
                      fallback: {max-age: 1h, before: 5s}
                      http:
                        address: %s
                        %s
                """.formatted(address, more)).build());
    }

    private static Document<Price> ask(Ipc shop, Object query) {
        return Await.result(shop.channel("catalogue").callAsync(Command.of(query), Price.class));
    }

    @Test
    void aReceiverThatIsAway() {
        HttpTransportProvider http = new HttpTransportProvider();
        Ipc server = guard.watch(
                "catalogue",
                Ipc.builder()
                        .isolated()
                        .add(http)
                        .set("service", "catalogue")
                        .set("channels.catalogue.transport", "http")
                        .set("transports.http.listen", "0")
                        .build());
        server.channel("catalogue")
                .handle(PriceOf.class, asks -> new Price(asks.payload().sku(), 9));
        server.start();
        Await.result(server.ready());
        Ipc shop = caller("http://127.0.0.1:" + http.port(), "");
        assertThat(ask(shop, new PriceOf("a")).isFallback()).isFalse();
        server.close();
        Document<Price> kept = ask(shop, new PriceOf("a"));
        assertThat(kept.payload()).isEqualTo(new Price("a", 9));
        assertThat(kept.fallbackSource()).isEqualTo("cache");
        assertThat(kept.headers().get("content-type")).startsWith("application/json");
        assertThat(reasons).containsExactly(Kind.UNREACHABLE);
    }

    @Test
    void aStrangerThatBreaksOffAndOneThatIsSilent() {
        Ipc shop = caller(peer.address(), "routes: {PriceOf: \"GET /prices/{sku}\"}");
        peer.does(Peer.Deed.ANSWER);
        assertThat(ask(shop, new PriceOf("a")).payload()).isEqualTo(new Price("/prices/a", 1));
        peer.does(Peer.Deed.BREAK_OFF);
        Document<Price> kept = ask(shop, new PriceOf("a"));
        assertThat(kept.payload()).as("read by its route").isEqualTo(new Price("/prices/a", 1));
        assertThat(kept.isFallback()).isTrue();
        assertThat(reasons).containsExactly(Kind.CONNECTION_LOST);
        peer.does(Peer.Deed.HANG);
        assertThat(shop.channel("catalogue").call(Command.of(new PriceOf("a")), Price.class))
                .as("a thread that waits in the driver is let go")
                .isEqualTo(kept.payload());
        assertThat(reasons).containsExactly(Kind.CONNECTION_LOST, Kind.TIMEOUT);
        peer.does(Peer.Deed.BREAK_OFF);
        assertThat(catchThrowableOfType(
                                IpcException.class,
                                () -> shop.channel("catalogue").call(Command.of(new PriceOf("b")), Price.class))
                        .kind())
                .as("another path")
                .isEqualTo(Kind.CONNECTION_LOST);
    }

    @Test
    void whatARoutePutsIntoAHeaderIsPartOfWhatIsAsked() {
        Ipc shop = caller(peer.address(), "routes: {PriceFor: \"GET /prices/{sku} X-Tenant={tenant}\"}");
        peer.does(Peer.Deed.ANSWER);
        ask(shop, new PriceFor("a", "red"));
        peer.does(Peer.Deed.BREAK_OFF);
        assertThat(ask(shop, new PriceFor("a", "red")).isFallback()).isTrue();
        Throwable failed =
                Await.failure(shop.channel("catalogue").callAsync(Command.of(new PriceFor("a", "blue")), Price.class));
        assertThat(failed).isInstanceOf(IpcException.class);
    }
}
