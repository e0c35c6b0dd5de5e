package io.unifiedipc.samples.checkout.services;

import io.unifiedipc.samples.checkout.contracts.UnknownCurrency;
import io.unifiedipc.samples.checkout.contracts.UnknownProduct;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Products and currencies, from the two tables beside this class. */
final class Catalogue {
    /**
     * A product.
     *
     * @param sku its number
     * @param cents the price of one, in euro cents
     * @param share how many one customer can have. Not all customers together: then who comes first would decide
     */
    record Product(String sku, long cents, int share) {}

    private final Map<String, Product> products = new LinkedHashMap<>();
    private final Map<String, Long> unitsPerEuro = new LinkedHashMap<>();

    Catalogue() {
        rows("products.tsv", row -> products.put(row[0], new Product(row[0], number(row[1]), (int) number(row[2]))));
        rows("currencies.tsv", row -> unitsPerEuro.put(row[0], number(row[1])));
    }

    Product product(String sku) throws UnknownProduct {
        Product product = products.get(sku);
        if (product == null) {
            throw new UnknownProduct(sku);
        }
        return product;
    }

    /** An amount in the smallest unit of a currency, rounded half up. */
    long amount(long cents, String currency) throws UnknownCurrency {
        Long units = unitsPerEuro.get(currency);
        if (units == null) {
            throw new UnknownCurrency(currency);
        }
        return (Math.multiplyExact(cents, units) + 50) / 100;
    }

    private interface Row {
        void take(String[] cells);
    }

    private static void rows(String table, Row row) {
        InputStream in = Objects.requireNonNull(Catalogue.class.getResourceAsStream(table), table);
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().map(line -> line.split("\t", -1)).forEach(row::take);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }
}
