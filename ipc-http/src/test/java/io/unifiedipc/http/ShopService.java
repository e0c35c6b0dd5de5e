package io.unifiedipc.http;

import io.unifiedipc.Contract;
import io.unifiedipc.Operation;
import io.unifiedipc.Refusal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A shop that speaks REST and knows nothing of this library: what can be asked of it, and what it refuses. */
final class ShopService {
    private ShopService() {}

    /** Asks for one order. */
    public record GetOrder(String id) {}

    /** Asks whether there is such an order. */
    public record CheckOrder(String id) {}

    /** Asks for a new order. */
    public record PlaceOrder(String sku, int quantity) {}

    /** Puts another order in its place. */
    public record ReplaceOrder(String id, String sku, int quantity) {}

    /** Changes what is given. */
    public record AmendOrder(String id, int quantity) {}

    /** Takes it back. */
    public record CancelOrder(String id) {}

    /** Asks for something that takes long. */
    public record WriteReport(int year) {}

    /** Is told, and nothing is expected. */
    public record Hint(String text) {}

    /** An order. */
    public record Order(String id, String sku, int quantity) {}

    /** What took long. */
    public record Report(int year, List<String> lines) {}

    /** Known by its status. */
    @Refusal(status = 404)
    public static final class NoSuchOrder extends Exception {
        private static final long serialVersionUID = 1;

        /** With what the service says. */
        public NoSuchOrder(String message) {
            super(message);
        }
    }

    /** Known by its type, or by its status where there is none. */
    @Refusal(status = 409, type = "https://shop.example/problems/out-of-stock")
    public static final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1;

        final String sku;
        final int left;

        /** So many are left. */
        public OutOfStock(String message, String sku, int left) {
            super(message + ": " + left + " of " + sku);
            this.sku = sku;
            this.left = left;
        }
    }

    /** Known by its type alone. */
    @Refusal(type = "https://shop.example/problems/credit")
    public static final class CreditLimit extends Exception {
        private static final long serialVersionUID = 1;

        final @Nullable String limit;

        /** The limit, where the service says it. */
        public CreditLimit(@Nullable String limit) {
            this.limit = limit;
        }
    }

    /** Whoever calls waits. */
    @Contract(channel = "shop", version = "1.0.0")
    public interface Now {
        /** 200. */
        @Operation(route = "GET /orders/{id}", query = true)
        Order get(GetOrder order) throws NoSuchOrder;

        /** 200, with no body. */
        @Operation(route = "HEAD /orders/{id}", query = true)
        void check(CheckOrder order);

        /** 201. */
        @Operation(route = "POST /orders")
        Order place(PlaceOrder order) throws OutOfStock, CreditLimit;

        /** 200. */
        @Operation(route = "PUT /orders/{id}", idempotent = true)
        Order replace(ReplaceOrder order) throws NoSuchOrder;

        /** 200. */
        @Operation(route = "PATCH /orders/{id}")
        Order amend(AmendOrder order);

        /** 204. */
        @Operation(route = "DELETE /orders/{id}", idempotent = true)
        void cancel(CancelOrder order);

        /** 202. */
        @Operation(route = "POST /reports")
        Report report(WriteReport order);

        /** 202 or 204. */
        @Operation(route = "POST /hints", oneWay = true)
        void hint(Hint hint);
    }

    /** Whoever calls goes on. */
    @Contract(channel = "shop", version = "1.0.0")
    public interface Later {
        /** 200. */
        @Operation(route = "GET /orders/{id}", query = true)
        CompletableFuture<Order> get(GetOrder order) throws NoSuchOrder;

        /** 200, with no body. */
        @Operation(route = "HEAD /orders/{id}", query = true)
        CompletableFuture<Void> check(CheckOrder order);

        /** 201. */
        @Operation(route = "POST /orders")
        CompletableFuture<Order> place(PlaceOrder order) throws OutOfStock, CreditLimit;

        /** 200. */
        @Operation(route = "PUT /orders/{id}", idempotent = true)
        CompletableFuture<Order> replace(ReplaceOrder order) throws NoSuchOrder;

        /** 200. */
        @Operation(route = "PATCH /orders/{id}")
        CompletableFuture<Order> amend(AmendOrder order);

        /** 204. */
        @Operation(route = "DELETE /orders/{id}", idempotent = true)
        CompletableFuture<Void> cancel(CancelOrder order);

        /** 202. */
        @Operation(route = "POST /reports")
        CompletableFuture<Report> report(WriteReport order);

        /** 202 or 204. */
        @Operation(route = "POST /hints", oneWay = true)
        CompletableFuture<Void> hint(Hint hint);
    }
}
