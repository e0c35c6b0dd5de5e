package io.unifiedipc.http.call;

import io.unifiedipc.Problem;
import io.unifiedipc.http.wire.Statuses;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a stranger's failure says beside its status. The status is known by then, so this takes neither much memory nor much of
 * the caller's time: a body that is long, slow or cut off is told by what came.
 *
 * @param members of the JSON object that the body is: a problem (RFC 9457) or what else the service answers; empty for none
 * @param said for a person, fit to be logged; empty for nothing
 */
record Details(Map<String, Object> members, String said) {
    private static final int MOST_BYTES = 64 << 10;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};
    private static final String[] SAYING = {"detail", "message", "error_description", "title", "error"};

    /** Reads them, and makes the driver let go of what is left. */
    static Details read(Exchange exchange, Response response) {
        MediaType type = response.body().contentType();
        BufferedSource source = response.body().source();
        source.timeout().deadlineNanoTime(System.nanoTime() + Math.min(MOST_NANOS, exchange.remaining() / 2));
        boolean whole = false;
        try {
            whole = !source.request(MOST_BYTES + 1L);
            source.timeout().clearDeadline();
        } catch (IOException e) {
            Answers.LOG.debug("the details of a failure end early", e);
        }
        byte[] bytes = source.getBuffer()
                .snapshot((int) Math.min(MOST_BYTES, source.getBuffer().size()))
                .toByteArray();
        if (!whole || response.code() < 200) {
            exchange.cancel();
        }
        return of(bytes, type, whole, response.body().contentLength());
    }

    private static Details of(byte[] bytes, @Nullable MediaType type, boolean whole, long announced) {
        String text = Texts.of(bytes, type);
        if (text == null) {
            String size = announced >= 0 ? announced + " bytes" : (whole ? "" : "more than ") + bytes.length + " bytes";
            return new Details(Map.of(), size + " of " + (type == null ? "no text" : Excerpt.of(type.toString())));
        }
        Map<String, Object> members = whole && !Texts.isHtml(type) ? object(text) : Map.of();
        for (String each : SAYING) {
            if (members.get(each) instanceof String said && !said.isBlank()) {
                return new Details(members, Excerpt.of(said));
            }
        }
        return new Details(members, Texts.isHtml(type) ? Excerpt.ofPage(text) : Excerpt.of(text));
    }

    private static Map<String, Object> object(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Map.of();
        }
        try {
            Map<String, Object> members = new LinkedHashMap<>(JSON.readValue(text, MEMBERS));
            members.values().removeIf(value -> value == null);
            return members;
        } catch (JacksonException e) {
            return Map.of();
        }
    }

    /** The problem, with the status that the answer really had. */
    Problem problem(int status) {
        Map<String, Object> others = new LinkedHashMap<>(members);
        Object type = others.remove("type");
        Object title = others.remove("title");
        Object detail = others.remove("detail");
        others.remove("status");
        return new Problem(
                type instanceof String t && !t.isBlank() ? t : "about:blank",
                title instanceof String t ? t : Statuses.title(status),
                status,
                detail instanceof String d ? d : said,
                others);
    }
}
