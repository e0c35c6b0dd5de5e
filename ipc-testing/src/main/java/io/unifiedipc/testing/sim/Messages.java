package io.unifiedipc.testing.sim;

import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.ReturnAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Names messages for the trace: by number in the order of first sight, since their ids differ from run to run. */
final class Messages {
    private final Map<String, Integer> numbers = new HashMap<>(); // never walked through
    private int count;

    /** {@code #12 PlaceOrder}; a reply has the number of its request. */
    String name(Envelope message) {
        String operation = message.headers().get(HeaderNames.OPERATION);
        String name = operation == null ? message.headers().get(HeaderNames.TYPE, "") : operation;
        return "#" + number(message) + (name.isEmpty() ? "" : " " + name);
    }

    private int number(Envelope message) {
        String id = message.headers().get(HeaderNames.ID);
        ReturnAddress replyTo = message.replyTo();
        String exchange = replyTo == null
                ? null
                : "correlation " + new String(replyTo.correlation(), StandardCharsets.ISO_8859_1);
        Integer known = id == null ? null : numbers.get(id);
        if (known == null && exchange != null) {
            known = numbers.get(exchange);
        }
        int number = known == null ? ++count : known;
        if (id != null) {
            numbers.put(id, number);
        }
        if (exchange != null) {
            numbers.put(exchange, number);
        }
        return number;
    }
}
