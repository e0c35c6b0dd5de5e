package io.unifiedipc.benchmarks.http;

import io.unifiedipc.benchmarks.load.Ids;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * What goes over the wire, the same for all: what our client sends with its default decorators, written once more for the
 * others. A test compares them.
 */
final class Wire {
    static final String PATH = "/v1/orders/PlaceOrder";
    static final String JSON = "application/json";
    static final String SPEC_VERSION = "ce-specversion: 1.0";
    static final String TYPE = "ce-type: PlaceOrder";
    static final String SOURCE = "ce-source: benchmark";
    static final String VERSION = "ipc-version: 1.0.0";
    static final String AGENT = "User-Agent: unified-ipc";
    static final String CODING = "Accept-Encoding: identity";

    /** Those that change with each call. */
    static final String ID = "ce-id";

    static final String TIME = "ce-time";
    static final String KEY = "idempotency-key";
    static final String DEADLINE = "ipc-deadline-ms";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    static final ObjectWriter ORDER = MAPPER.writerFor(PlaceOrder.class);
    static final ObjectReader ORDER_IN = MAPPER.readerFor(PlaceOrder.class);
    static final ObjectWriter PLACED = MAPPER.writerFor(OrderPlaced.class);
    static final ObjectReader PLACED_IN = MAPPER.readerFor(OrderPlaced.class);

    private Wire() {}

    /** Headers that no call changes, by name. */
    static Map<String, String> fixed() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String header : new String[] {SPEC_VERSION, TYPE, SOURCE, VERSION, AGENT, CODING}) {
            int colon = header.indexOf(':');
            all.put(header.substring(0, colon), header.substring(colon + 2));
        }
        return all;
    }

    /** The key is a quoted string. */
    static String key(String id) {
        return '"' + id + '"';
    }

    /** When it was sent. Nobody reads it, and it is not made anew for each call: that would cost more than it does with us. */
    static String time() {
        return "2026-11-21T12:00:00.000Z";
    }

    /** The milliseconds that remain, likewise. */
    static String deadline() {
        return "2000";
    }

    /** A whole request, for callers that write nothing but that. */
    static byte[] request(String host, String type) {
        StringBuilder head = new StringBuilder("POST " + PATH.replace("PlaceOrder", type) + " HTTP/1.1\r\n");
        fixed().forEach((name, value) -> head.append(name)
                .append(": ")
                .append(value.replace("PlaceOrder", type))
                .append("\r\n"));
        String id = Ids.next();
        head.append(ID + ": ").append(id).append("\r\n");
        head.append(KEY + ": ").append(key(id)).append("\r\n");
        head.append(TIME + ": ").append(time()).append("\r\n");
        head.append(DEADLINE + ": ").append(deadline()).append("\r\n");
        head.append("Host: ").append(host).append("\r\nConnection: Keep-Alive\r\n");
        return message(head, ORDER.writeValueAsBytes(PlaceOrder.ONE));
    }

    /** A whole reply, as a receiver of ours gives it. */
    static byte[] reply() {
        return message(
                new StringBuilder("HTTP/1.1 200 OK\r\nDate: Sat, 21 Nov 2026 12:00:00 GMT\r\nipc-executed: yes\r\n"),
                PLACED.writeValueAsBytes(OrderPlaced.ONE));
    }

    private static byte[] message(StringBuilder head, byte[] body) {
        head.append("Content-Type: " + JSON + "\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n\r\n")
                .append(new String(body, StandardCharsets.UTF_8));
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }
}
