package io.unifiedipc.samples.checkout.services;

import io.unifiedipc.samples.checkout.contracts.OutOfStock;
import io.unifiedipc.samples.checkout.contracts.PlaceOrder;
import io.unifiedipc.samples.checkout.services.Catalogue.Product;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one customer has bought. Without a lock: commands with one key, here the customer, are handled one after another.
 */
final class Account {
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, PlaceOrder> open = new HashMap<>();
    private int orders;

    /** Takes from the customer's share; answers which order this is. */
    int place(PlaceOrder order, Product product) throws OutOfStock {
        int left = product.share() - taken.getOrDefault(product.sku(), 0);
        if (order.quantity() > left) {
            throw new OutOfStock(product.sku(), left);
        }
        taken.merge(product.sku(), order.quantity(), Integer::sum);
        open.put(order.order(), order);
        return ++orders;
    }

    /** Gives back to the customer's share. Answers how many pieces; null where there is no such order, or no longer. */
    @Nullable
    Integer cancel(String number) {
        PlaceOrder order = open.remove(number);
        if (order == null) {
            return null;
        }
        taken.merge(order.sku(), -order.quantity(), Integer::sum);
        return order.quantity();
    }

    boolean has(String number) {
        return open.containsKey(number);
    }
}
