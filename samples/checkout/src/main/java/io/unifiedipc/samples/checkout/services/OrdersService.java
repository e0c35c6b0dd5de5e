package io.unifiedipc.samples.checkout.services;

import io.unifiedipc.samples.checkout.contracts.AddNote;
import io.unifiedipc.samples.checkout.contracts.CancelOrder;
import io.unifiedipc.samples.checkout.contracts.InvalidOrder;
import io.unifiedipc.samples.checkout.contracts.NoDelivery;
import io.unifiedipc.samples.checkout.contracts.OrderPlaced;
import io.unifiedipc.samples.checkout.contracts.Orders;
import io.unifiedipc.samples.checkout.contracts.OutOfStock;
import io.unifiedipc.samples.checkout.contracts.PlaceOrder;
import io.unifiedipc.samples.checkout.contracts.Quote;
import io.unifiedipc.samples.checkout.contracts.UnknownCurrency;
import io.unifiedipc.samples.checkout.contracts.UnknownProduct;
import io.unifiedipc.samples.checkout.effects.Journal;
import io.unifiedipc.samples.checkout.services.Catalogue.Product;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Takes orders, or refuses them. */
final class OrdersService implements Orders {
    /** Where no parcel goes: Antarctica and islands without an address. */
    private static final Set<String> NOWHERE = Set.of("AQ", "BV", "HM", "ZZ");

    private final Catalogue catalogue;
    private final Journal journal;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    OrdersService(Catalogue catalogue, Journal journal) {
        this.catalogue = catalogue;
        this.journal = journal;
    }

    @Override
    public OrderPlaced place(PlaceOrder order)
            throws InvalidOrder, UnknownProduct, UnknownCurrency, NoDelivery, OutOfStock {
        try {
            OrderPlaced placed = decide(order);
            write("placed", order, "no. " + placed.number() + " of the customer, " + placed.amount());
            return placed;
        } catch (InvalidOrder | UnknownProduct | UnknownCurrency | NoDelivery | OutOfStock e) {
            write("refused", order, e.getClass().getSimpleName() + ": " + e.getMessage());
            throw e;
        }
    }

    private OrderPlaced decide(PlaceOrder order)
            throws InvalidOrder, UnknownProduct, UnknownCurrency, NoDelivery, OutOfStock {
        if (order.quantity() < 1) {
            throw new InvalidOrder("quantity", Integer.toString(order.quantity()));
        }
        if (NOWHERE.contains(order.country())) {
            throw new NoDelivery(order.country());
        }
        Product product = catalogue.product(order.sku());
        Quote offer = order.offer();
        long each = offer == null ? product.cents() : offer.cents();
        long amount = catalogue.amount(each * order.quantity(), order.currency());
        return new OrderPlaced(
                order.order(),
                order.customer(),
                order.name(),
                order.country(),
                order.sku(),
                order.quantity(),
                order.currency(),
                amount,
                account(order.customer()).place(order, product));
    }

    @Override
    public void cancel(CancelOrder order) {
        Integer pieces = account(order.customer()).cancel(order.order());
        String outcome = pieces == null ? "nothing to cancel" : pieces + " back";
        journal.write("cancel", order.order(), order.customer(), order.reason(), outcome);
    }

    @Override
    public void note(AddNote note) {
        boolean known = account(note.customer()).has(note.order());
        journal.write("note", note.order(), note.customer(), note.text(), known ? "on the order" : "on the account");
    }

    private Account account(String customer) {
        return accounts.computeIfAbsent(customer, c -> new Account());
    }

    private void write(String what, PlaceOrder order, String outcome) {
        Quote offer = order.offer();
        journal.write(
                what,
                order.order(),
                order.customer(),
                order.name(),
                order.country(),
                order.sku(),
                order.quantity(),
                order.currency(),
                order.via(),
                offer == null ? "our price" : offer.supplier(),
                outcome);
    }
}
