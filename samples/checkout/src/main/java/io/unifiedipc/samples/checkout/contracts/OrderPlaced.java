package io.unifiedipc.samples.checkout.contracts;

import io.unifiedipc.Key;

/**
 * An order was taken: the answer to who asked, and the event for who bills and ships.
 *
 * @param order the order's number
 * @param customer who pays
 * @param name the customer's name
 * @param country where to
 * @param sku which product
 * @param quantity how many
 * @param currency what to pay in
 * @param amount how much, in the smallest unit of that currency
 * @param number which order of this customer it is, from 1
 */
public record OrderPlaced(
        String order,
        @Key String customer,
        String name,
        String country,
        String sku,
        int quantity,
        String currency,
        long amount,
        int number) {}
