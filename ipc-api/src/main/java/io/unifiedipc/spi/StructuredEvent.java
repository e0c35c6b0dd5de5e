package io.unifiedipc.spi;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A CloudEvent in one piece of JSON, as others may send it by any transport: its attributes become the headers that they would be
 * in binary mode, and its data the body
 * (<a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">CloudEvents, JSON format</a>).
 * Any thread.
 *
 * <pre>{@code
 * Envelope message = StructuredEvent.is(contentType) ? StructuredEvent.read(headers, body) : Envelope.of(headers, body);
 * }</pre>
 */
public final class StructuredEvent {
    private static final String TYPE = "application/cloudevents";
    /** With no name twice in an object: what stands in front may have read the other one. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    /** Bytes that attributes may take: in binary mode they would be headers, which are bounded too. */
    private static final int MOST = 64 << 10;

    private StructuredEvent() {}

    /** Whether a content type announces one, or something like one that isn't read: a batch, or a form other than JSON. */
    public static boolean is(String contentType) {
        return contentType.regionMatches(true, 0, TYPE, 0, TYPE.length());
    }

    /**
     * Takes it apart.
     *
     * @param around the headers beside it, of which its attributes take precedence
     * @throws IpcException with executed NO: UNSUPPORTED where its form isn't read here, UNDECODABLE where it is no such event,
     *     INVALID where an attribute is none, TOO_LARGE where there are too many
     */
    public static Envelope read(Headers around, byte[] body) {
        String type = around.get(HeaderNames.CONTENT_TYPE, "");
        if (!type.matches("(?i)application/cloudevents\\+json\\s*(;.*)?")) {
            throw failure(
                    Kind.UNSUPPORTED,
                    "'" + type + "' can't be read: send one event as application/cloudevents+json, or in binary mode");
        }
        try {
            if (JSON.readTree(body) instanceof ObjectNode event) {
                return read(around.without(HeaderNames.CONTENT_TYPE), event);
            }
        } catch (JacksonException e) {
            throw failure(Kind.UNDECODABLE, "the event is no JSON: " + e.getOriginalMessage());
        }
        throw failure(Kind.UNDECODABLE, "the event is no JSON object");
    }

    private static Envelope read(Headers around, ObjectNode event) {
        Headers headers = around;
        String contentType = event.path("datacontenttype").asString("application/json");
        for (Map.Entry<String, JsonNode> each : event.properties()) {
            String name = each.getKey();
            JsonNode value = each.getValue();
            if (name.equals("data") || name.equals("data_base64") || name.equals("datacontenttype") || value.isNull()) {
                continue;
            }
            if (!name.matches("[a-z0-9]+") || value.isContainer()) {
                throw failure(
                        Kind.INVALID,
                        "'" + name
                                + "' is no attribute of an event: lower-case letters and digits name a text, a number, true or false");
            }
            headers = headers.with(HeaderNames.CE + name, value.asString());
            if (headers.weight() - around.weight() > MOST) {
                throw failure(
                        Kind.TOO_LARGE,
                        "the attributes of the event take more than " + MOST + " bytes: put them into its data");
            }
        }
        byte[] data = data(event, contentType);
        boolean typed = data.length > 0 || event.has("datacontenttype");
        return Envelope.of(typed ? headers.with(HeaderNames.CONTENT_TYPE, contentType) : headers, data);
    }

    private static byte[] data(ObjectNode event, String contentType) {
        JsonNode base64 = event.get("data_base64");
        JsonNode data = event.get("data");
        if (base64 != null) {
            try {
                return Base64.getDecoder().decode(base64.asString());
            } catch (IllegalArgumentException e) {
                throw failure(Kind.UNDECODABLE, "data_base64 is no Base64: " + e.getMessage());
            }
        }
        if (data == null) {
            return new byte[0];
        }
        boolean text = data.isString() && !contentType.matches("(?i)[a-z0-9.+-]+/([a-z0-9.+-]+\\+)?json\\b.*");
        return text ? data.asString().getBytes(StandardCharsets.UTF_8) : JSON.writeValueAsBytes(data);
    }

    private static IpcException failure(Kind kind, String what) {
        return IpcException.of(kind, Executed.NO, what);
    }
}
