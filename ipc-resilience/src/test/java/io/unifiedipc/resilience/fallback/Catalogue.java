package io.unifiedipc.resilience.fallback;

import io.unifiedipc.Contract;
import io.unifiedipc.Operation;
import java.util.concurrent.CompletableFuture;

/** What the tests ask. */
@Contract(channel = "catalogue", version = "1.0.0")
public interface Catalogue {
    @Operation(query = true)
    Price price(PriceOf sku);

    @Operation(query = true)
    CompletableFuture<Stock> stock(StockOf sku);

    /** Changes something. */
    Done raise(RaisePrice raise);

    @Operation(query = true)
    record PriceOf(String sku) {}

    record Price(String sku, int cents) {}

    @Operation(query = true)
    record StockOf(String sku) {}

    record Stock(int pieces) {}

    record RaisePrice(String sku, int by) {}

    record Done(int cents) {}
}
