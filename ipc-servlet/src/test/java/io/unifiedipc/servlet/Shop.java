package io.unifiedipc.servlet;

import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.Received;
import io.unifiedipc.Refusal;
import io.unifiedipc.http.HttpTransportProvider;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A receiver whose handler does what the payload says. */
final class Shop implements AutoCloseable {
    public record Place(String sku, int quantity) {}

    public record Placed(String sku, @Nullable String seen) {}

    @Refusal
    public static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1;
        final String sku;

        public OutOfStock(String sku) {
            super("no " + sku + " left");
            this.sku = sku;
        }
    }

    final Ipc ipc;
    final List<Received<Place>> ran = new CopyOnWriteArrayList<>();
    final List<String> threads = new CopyOnWriteArrayList<>();
    final CountDownLatch release = new CountDownLatch(1);

    Shop(HttpTransportProvider http, String... options) {
        IpcBuilder builder = Ipc.builder()
                .isolated()
                .add(http)
                .set("service", "shop")
                .set("close-within", "5s")
                .set("channels.orders.transport", "http")
                .set("channels.idle.transport", "http")
                .set("channels.stock.transport", "http")
                .set("channels.stock.kind", "events");
        for (int i = 0; i < options.length; i += 2) {
            builder.set(options[i], options[i + 1]);
        }
        ipc = builder.build();
        ipc.channel("orders").handle(Place.class, this::handle);
        ipc.channel("stock").subscribe("billing", Place.class, this::noted);
        ipc.channel("idle");
    }

    Shop start() {
        ipc.start();
        ipc.ready().join();
        return this;
    }

    private void noted(Received<Place> event) {
        ran.add(event);
    }

    private @Nullable Object handle(Received<Place> order) throws Exception {
        ran.add(order);
        threads.add(Thread.currentThread().getName());
        String sku = order.payload().sku();
        switch (sku) {
            case "throws" -> throw new IllegalStateException("a secret of the handler");
            case "refuses" -> throw new OutOfStock(sku);
            case "says nothing" -> {
                return null;
            }
            case "never" -> {
                return new CompletableFuture<Placed>();
            }
            case "hangs" -> release.await();
            case "is large" -> {
                return new Placed("x".repeat(order.payload().quantity()), null);
            }
            case "hurry?" -> {
                return new Placed(sku, order.remaining() == null ? "no" : "yes");
            }
            default -> {}
        }
        return new Placed(sku, order.headers().get("x-seen"));
    }

    @Override
    public void close() {
        release.countDown();
        ipc.close();
    }
}
