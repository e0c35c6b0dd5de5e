package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Key;
import org.jspecify.annotations.Nullable;

/**
 * Asks for goods.
 *
 * @param order the order's number
 * @param customer who pays; orders of one customer keep their order
 * @param name the customer's name, as it is written
 * @param country where to, ISO 3166
 * @param sku which product
 * @param quantity how many
 * @param currency what to pay in, ISO 4217
 * @param via how the order came in
 * @param offer a supplier's price, where one was asked for
 */
public record PlaceOrder(
        String order,
        @Key String customer,
        String name,
        String country,
        String sku,
        int quantity,
        String currency,
        String via,
        @Nullable Quote offer) {}
