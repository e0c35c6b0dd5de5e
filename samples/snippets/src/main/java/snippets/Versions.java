package snippets;

import io.unifiedipc.Contract;
import io.unifiedipc.Ipc;
import io.unifiedipc.Key;
import io.unifiedipc.Operation;
import java.util.List;

/** One contract in four releases. A project has one of them at a time; side by side they can be tried with each other. */
@SuppressWarnings("SameNameButDifferent") // they are the same, at different times
final class Versions {
    private Versions() {}

    static final class First {
        // begin: first
        @Contract(channel = "orders", version = "1.0.0")
        public interface Orders {
            @Operation(idempotent = true)
            OrderPlaced place(PlaceOrder order);
        }

        public record PlaceOrder(@Key String customer, String sku, int quantity) {}

        public record OrderPlaced(String id) {}
        // end: first

        private First() {}
    }

    static final class Minor {
        // begin: minor
        @Contract(channel = "orders", version = "1.1.0")
        public interface Orders {
            @Operation(idempotent = true)
            OrderPlaced place(PlaceOrder order);
        }

        /** From callers of 1.0 the coupon is null. */
        public record PlaceOrder(@Key String customer, String sku, int quantity, String coupon) {}

        /** From receivers of 1.0 the days are 0. */
        public record OrderPlaced(String id, int days) {}
        // end: minor

        private Minor() {}
    }

    static final class Old {
        // begin: old
        @Contract(
                channel = "orders",
                version = "1.2.0",
                deprecated = "2026-12-01",
                sunset = "2027-06-01",
                guide = "https://shop.example/orders-2")
        public interface Orders {
            @Operation(idempotent = true)
            Minor.OrderPlaced place(Minor.PlaceOrder order);
        }
        // end: old

        private Old() {}
    }

    static final class Major {
        // begin: major
        @Contract(channel = "orders", version = "2.0.0")
        public interface Orders {
            @Operation(idempotent = true)
            OrderPlaced place(PlaceOrder order);
        }

        public record PlaceOrder(@Key String customer, List<Line> lines) {}

        public record Line(String sku, int quantity) {}

        public record OrderPlaced(String id, int days) {}
        // end: major

        private Major() {}
    }

    static void serveFirst(Ipc ipc) {
        ipc.serve(First.Orders.class, order -> new First.OrderPlaced(order.customer() + "-" + order.sku()));
    }

    static void serveMinor(Ipc ipc) {
        ipc.serve(Minor.Orders.class, Versions::place);
    }

    private static Minor.OrderPlaced place(Minor.PlaceOrder order) {
        return new Minor.OrderPlaced(order.customer() + "-" + order.sku(), order.coupon() == null ? 3 : 2);
    }

    // begin: both
    static void serveBoth(Ipc ipc) {
        Major.Orders orders = order -> new Major.OrderPlaced(
                order.customer() + "-" + order.lines().get(0).sku(), 3);
        ipc.serve(Major.Orders.class, orders);
        ipc.serve(
                Old.Orders.class,
                old -> { // the old one is a thin shape over the new
                    var lines = List.of(new Major.Line(old.sku(), old.quantity()));
                    var placed = orders.place(new Major.PlaceOrder(old.customer(), lines));
                    return new Minor.OrderPlaced(placed.id(), placed.days());
                });
    }
    // end: both

    static void serveMajor(Ipc ipc) {
        ipc.serve(
                Major.Orders.class,
                order -> new Major.OrderPlaced(
                        order.customer() + "-" + order.lines().get(0).sku(), 3));
    }
}
