package snippets;

// begin: contract
import io.unifiedipc.Contract;
import io.unifiedipc.Key;
import io.unifiedipc.Operation;
import io.unifiedipc.Refusal;
import java.util.concurrent.CompletableFuture;

@Contract(channel = "orders", version = "1.0.0")
public interface Orders {
    OrderPlaced place(PlaceOrder order) throws OutOfStock; // waits for the reply

    @Operation("Price")
    CompletableFuture<Price> price(PriceWanted wanted); // a future brings it

    @Operation(oneWay = true)
    void cancel(CancelOrder order); // waits for nobody

    record PlaceOrder(@Key String customer, String sku, int quantity) {}

    record OrderPlaced(String id) {}

    record PriceWanted(String sku) {}

    record Price(String sku, long cents) {}

    record CancelOrder(String id) {}

    @Refusal
    final class OutOfStock extends Exception {
        private static final long serialVersionUID = 1;
        private final String sku;

        public OutOfStock(String sku) {
            super(sku + " is out of stock");
            this.sku = sku;
        }

        public String sku() {
            return sku;
        }
    }
}
// end: contract
