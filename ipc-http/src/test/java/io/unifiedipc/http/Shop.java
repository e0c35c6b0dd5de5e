package io.unifiedipc.http;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Contract;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.Received;
import io.unifiedipc.Refusal;
import io.unifiedipc.Subscription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A receiver whose handler does what the payload says, a caller of it, and a line between them that tells everything. */
final class Shop implements AutoCloseable {
    /** What the handler makes of it depends on its sku. */
    public record Place(String sku, int quantity) {}

    /** The reply. */
    public record Placed(String id, String sku) {}

    /** A command that nobody handles. */
    public record Unheard(String sku) {}

    /** What nobody can write. */
    public static final class Unwritable {
        /** Fails. */
        public List<Integer> getSku() {
            return new java.util.AbstractList<>() {
                @Override
                public Integer get(int index) {
                    throw new IllegalStateException("a secret of the handler");
                }

                @Override
                public int size() {
                    return 1;
                }
            };
        }
    }

    /** A business refusal. */
    @Refusal
    public static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1;

        final String sku;
        final int left;

        /** So many are left. */
        public OutOfStock(String sku, int left) {
            super("only " + left + " of " + sku + " left");
            this.sku = sku;
            this.left = left;
        }
    }

    /** The same channel as plain methods. */
    @Contract(channel = "orders", version = "1.0.0")
    public interface Orders {
        /** Waits. */
        Placed place(Place order) throws OutOfStock;
    }

    /** The same with a future. */
    @Contract(channel = "orders", version = "1.0.0")
    public interface LaterOrders {
        /** Does not wait. */
        CompletableFuture<Placed> place(Place order) throws OutOfStock;
    }

    /** Ways to ask for the same. */
    enum How {
        CALL,
        FUTURE,
        SEND,
        SEND_LATER,
        CONTRACT,
        CONTRACT_FUTURE
    }

    final HttpTransportProvider http = new HttpTransportProvider();
    final Ipc receiver;
    final Tap tap;
    final Subscription subscription;
    final List<Received<Place>> ran = new CopyOnWriteArrayList<>();
    final List<String> threads = new CopyOnWriteArrayList<>();
    final CountDownLatch release = new CountDownLatch(1);
    private final LeakGuard guard;
    private @Nullable Ipc caller;

    Shop(LeakGuard guard, String... options) {
        this.guard = guard;
        IpcBuilder builder = Ipc.builder()
                .isolated()
                .add(http)
                .set("service", "shop")
                .set("close-within", "3s")
                .set("channels.orders.transport", "http")
                .set("channels.idle.transport", "http")
                .set("transports.http.listen", "0");
        set(builder, options);
        receiver = guard.open(builder);
        subscription = receiver.channel("orders").handle(Place.class, this::handle);
        receiver.channel("idle");
        receiver.start();
        receiver.ready().join();
        tap = guard.watch(new Tap(http::port));
        guard.watch(this);
    }

    static void set(IpcBuilder builder, String... options) {
        for (int i = 0; i < options.length; i += 2) {
            builder.set(options[i], options[i + 1]);
        }
    }

    private @Nullable Object handle(Received<Place> order) throws Exception {
        threads.add(Thread.currentThread().getName());
        ran.add(order);
        String sku = order.payload().sku();
        switch (sku) {
            case "throws" -> throw new IllegalStateException("a secret of the handler");
            case "errs" -> throw new AssertionError("a secret of the handler");
            case "refuses" -> throw new OutOfStock(sku, 1);
            case "fails later" -> {
                return CompletableFuture.failedFuture(new IllegalStateException("a secret of the handler"));
            }
            case "refuses later" -> {
                return CompletableFuture.failedFuture(new CompletionException(new OutOfStock(sku, 1)));
            }
            case "unwritable" -> {
                return new Unwritable();
            }
            case "unwritable later" -> {
                return CompletableFuture.completedFuture(new Unwritable());
            }
            case "says nothing" -> {
                return null;
            }
            case "never" -> {
                return new CompletableFuture<Placed>();
            }
            case "hangs" -> release.await();
            case "refuses in a while" -> {
                release.await();
                throw new OutOfStock(sku, 1);
            }
            case "takes a while" -> {
                return CompletableFuture.supplyAsync(
                        () -> new Placed("1", sku),
                        CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Runnable::run));
            }
            case "is large" -> {
                return new Placed("1", "x".repeat(order.payload().quantity()));
            }
            case "is something else" -> {
                return List.of(1, 2);
            }
            default -> {}
        }
        return new Placed(order.id(), sku);
    }

    /** The caller, made on first need with these options. */
    Ipc caller(String... options) {
        Ipc made = caller;
        if (made == null) {
            made = guard.open(callerOf(tap.base(), options));
            caller = made;
        }
        return made;
    }

    static IpcBuilder callerOf(String base, String... options) {
        IpcBuilder builder = Ipc.builder()
                .isolated()
                .set("service", "customer")
                .set("channels.orders.transport", "http")
                .set("channels.orders.http.address", base);
        set(builder, options);
        return builder;
    }

    /** Asks, and answers with the reply, or null. */
    static @Nullable Placed ask(Ipc caller, How how, Command<Place> command) throws Exception {
        Channel orders = caller.channel("orders");
        try {
            return switch (how) {
                case CALL -> orders.call(command, Placed.class);
                case FUTURE ->
                    orders.callAsync(command, Placed.class)
                            .get(10, TimeUnit.SECONDS)
                            .payload();
                case SEND -> {
                    orders.send(command);
                    yield null;
                }
                case SEND_LATER -> {
                    orders.sendAsync(command).get(10, TimeUnit.SECONDS);
                    yield null;
                }
                case CONTRACT -> caller.client(Orders.class).place(command.payload());
                case CONTRACT_FUTURE ->
                    caller.client(LaterOrders.class).place(command.payload()).get(10, TimeUnit.SECONDS);
            };
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** What it fails with. */
    static IpcException failure(Ipc caller, How how, Command<Place> command) throws Exception {
        try {
            Placed reply = ask(caller, how, command);
            throw new AssertionError("no failure, but " + reply);
        } catch (IpcException e) {
            return e;
        }
    }

    static Command<Place> place(String sku) {
        return Command.of(new Place(sku, 1));
    }

    boolean allCancelled() {
        return ran.stream().allMatch(Received::cancelled);
    }

    @Override
    public void close() {
        release.countDown();
    }
}
