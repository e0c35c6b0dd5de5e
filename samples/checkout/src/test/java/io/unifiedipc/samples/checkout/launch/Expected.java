package io.unifiedipc.samples.checkout.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run must come to, worked out line by line without any messages, and without any class of the sample. */
final class Expected {
    private static final Path TABLES =
            Path.of("src", "main", "resources", "io", "unifiedipc", "samples", "checkout", "services");
    private static final Set<String> NOWHERE = Set.of("AQ", "BV", "HM", "ZZ");

    private final Map<String, String[]> products = table("products.tsv");
    private final Map<String, String[]> currencies = table("currencies.tsv");
    private final Map<String, Integer> bought = new HashMap<>();
    private final Map<String, JsonNode> open = new HashMap<>();
    private final Map<String, Integer> orders = new HashMap<>();
    private final Map<String, Long> owed = new HashMap<>();
    private final List<String> effects = new ArrayList<>();

    private Expected() throws IOException {}

    static String checksum(List<String> input) throws Exception {
        Expected expected = new Expected();
        for (String line : input) {
            expected.line(JsonMapper.shared().readTree(line));
        }
        List<byte[]> bytes = expected.effects.stream()
                .map(effect -> (effect + "\n").getBytes(StandardCharsets.UTF_8))
                .sorted(Arrays::compareUnsigned)
                .toList();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        bytes.forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    private void line(JsonNode line) {
        String order = text(line, "order");
        String customer = text(line, "customer");
        if (text(line, "type").equals("order")) {
            order(line, order, customer);
            return;
        }
        String outcome;
        if (text(line, "type").equals("note")) {
            outcome = open.containsKey(order) ? "on the order" : "on the account";
        } else {
            JsonNode old = open.remove(order);
            outcome = old == null ? "nothing to cancel" : old.path("quantity").intValue() + " back";
            if (old != null) {
                bought.merge(customer + text(old, "sku"), -old.path("quantity").intValue(), Integer::sum);
            }
        }
        effect(text(line, "type"), order, customer, text(line, "text"), outcome);
    }

    private void order(JsonNode line, String order, String customer) {
        String sku = text(line, "sku");
        int quantity = line.path("quantity").intValue();
        String supplier = "our price";
        long cents = products.containsKey(sku) ? Long.parseLong(products.get(sku)[1]) : 0;
        if (line.path("quote").asBoolean(false)) {
            String[] best = quote(order, customer, sku, quantity, cents);
            supplier = best == null ? supplier : best[0];
            cents = best == null ? cents : Long.parseLong(best[1]);
        }
        String refusal = refusal(line, customer, sku, quantity);
        String head = String.join(
                "\t",
                order,
                customer,
                text(line, "name"),
                text(line, "country"),
                sku,
                "" + quantity,
                text(line, "currency"),
                text(line, "via"),
                supplier);
        boolean mail = text(line, "via").equals("mail");
        if (refusal != null) {
            effect("refused", head, refusal);
            if (mail) {
                String[] parts = refusal.split(": ", 2);
                effect("answer", order, customer, parts[0], parts[1]);
            }
            return;
        }
        String currency = text(line, "currency");
        long amount = (cents * quantity * Long.parseLong(currencies.get(currency)[1]) + 50) / 100;
        bought.merge(customer + sku, quantity, Integer::sum);
        open.put(order, line);
        int number = orders.merge(customer, 1, Integer::sum);
        long total = owed.merge(customer + currency, amount, Long::sum);
        effect("placed", head, "no. " + number + " of the customer, " + amount);
        effect("invoice", order, customer, text(line, "name"), currency, amount, total);
        effect("parcel", order, customer, text(line, "name"), text(line, "country"), sku, quantity, number);
        if (mail) {
            effect("answer", order, customer, "placed", number, amount);
        }
    }

    private String refusal(JsonNode line, String customer, String sku, int quantity) {
        if (quantity < 1) {
            return "InvalidOrder: quantity can't be " + quantity;
        }
        if (NOWHERE.contains(text(line, "country"))) {
            return "NoDelivery: we do not deliver to '" + text(line, "country") + "'";
        }
        if (!products.containsKey(sku)) {
            return "UnknownProduct: there is no product '" + sku + "'";
        }
        if (!currencies.containsKey(text(line, "currency"))) {
            return "UnknownCurrency: nobody can pay in '" + text(line, "currency") + "'";
        }
        int left = Integer.parseInt(products.get(sku)[2]) - bought.getOrDefault(customer + sku, 0);
        return quantity > left ? "OutOfStock: only " + left + " of " + sku + " left for this customer" : null;
    }

    /** Name and price of the best offer, or null. */
    private String[] quote(String order, String customer, String sku, int quantity, long cents) {
        List<String[]> offers = new ArrayList<>();
        for (String[] each : new String[][] {{"east", "91", "3"}, {"north", "96", "10"}, {"south", "103", "60"}}) {
            boolean offered = products.containsKey(sku) && quantity >= 1 && quantity <= Integer.parseInt(each[2]);
            long price = cents * Integer.parseInt(each[1]) / 100;
            effect("quote", each[0], order, customer, sku, quantity, offered ? price : "no offer");
            if (offered) {
                offers.add(new String[] {each[0], "" + price});
            }
        }
        return offers.stream()
                .min(Comparator.comparing(offer -> Long.parseLong(offer[1])))
                .orElse(null);
    }

    private void effect(Object... parts) {
        effects.add(String.join("\t", Arrays.stream(parts).map(String::valueOf).toList()));
    }

    private static String text(JsonNode line, String name) {
        return line.path(name).stringValue();
    }

    private static Map<String, String[]> table(String name) throws IOException {
        Map<String, String[]> rows = new HashMap<>();
        for (String row : Files.readAllLines(TABLES.resolve(name))) {
            String[] cells = row.split("\t", -1);
            rows.put(cells[0], cells);
        }
        return rows;
    }
}
