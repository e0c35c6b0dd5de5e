package io.unifiedipc.samples.checkout.services;

import io.unifiedipc.samples.checkout.contracts.NoOffer;
import io.unifiedipc.samples.checkout.contracts.Quote;
import io.unifiedipc.samples.checkout.contracts.QuoteWanted;
import io.unifiedipc.samples.checkout.contracts.UnknownProduct;
import io.unifiedipc.samples.checkout.effects.Journal;

/** Makes offers: at its own price, up to as many pieces as it has. */
final class Supplier {
    private final String name;
    private final int percent;
    private final int most;
    private final Catalogue catalogue;
    private final Journal journal;

    Supplier(String name, int percent, int most, Catalogue catalogue, Journal journal) {
        this.name = name;
        this.percent = percent;
        this.most = most;
        this.catalogue = catalogue;
        this.journal = journal;
    }

    Quote offer(QuoteWanted wanted) throws NoOffer {
        try {
            if (wanted.quantity() < 1 || wanted.quantity() > most) {
                throw new NoOffer(name);
            }
            long cents = catalogue.product(wanted.sku()).cents() * percent / 100;
            write(wanted, cents);
            return new Quote(name, cents);
        } catch (UnknownProduct | NoOffer e) {
            write(wanted, "no offer");
            throw new NoOffer(name);
        }
    }

    private void write(QuoteWanted wanted, Object outcome) {
        journal.write("quote", name, wanted.order(), wanted.customer(), wanted.sku(), wanted.quantity(), outcome);
    }
}
