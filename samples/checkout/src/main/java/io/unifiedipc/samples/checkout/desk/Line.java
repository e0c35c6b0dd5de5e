package io.unifiedipc.samples.checkout.desk;

import io.unifiedipc.samples.checkout.contracts.PlaceOrder;
import io.unifiedipc.samples.checkout.contracts.Quote;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the input. What stands in it decides nothing but the work; whether an order makes sense is for the orders service
 * to say.
 *
 * @param type what it is
 * @param order the order's number
 * @param customer whose
 * @param name of an order: the customer's name
 * @param country of an order: where to
 * @param sku of an order: which product
 * @param quantity of an order: how many
 * @param currency of an order: what to pay in
 * @param via of an order: how it came in, which is how it waits for its answer
 * @param quote of an order: whether suppliers are asked for a price first
 * @param text of a note, or why an order is cancelled
 */
public record Line(
        Type type,
        String order,
        String customer,
        String name,
        String country,
        String sku,
        int quantity,
        String currency,
        @Nullable Via via,
        boolean quote,
        String text) {

    /** What a line asks for. */
    public enum Type {
        ORDER,
        CANCEL,
        NOTE
    }

    /** How an order came in. */
    public enum Via {
        /** Somebody looks at a page and waits. */
        WEB,
        /** A program goes on, and gets the answer through a future. */
        APP,
        /** Nobody waits: the answer is a message of its own. */
        MAIL
    }

    PlaceOrder place(@Nullable Quote offer) {
        String came = via == null ? "" : via.name().toLowerCase(Locale.ROOT);
        return new PlaceOrder(order, customer, name, country, sku, quantity, currency, came, offer);
    }
}
