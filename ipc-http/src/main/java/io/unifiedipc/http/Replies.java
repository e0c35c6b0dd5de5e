package io.unifiedipc.http;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Problems;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Writes answers. Each says in a header whether the work ran; that is the mark by which callers know ours. */
final class Replies {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final String RAN = Option.word(Executed.YES);

    private Replies() {}

    /** What the headers of a reply take on the wire, written into a response. */
    static int headers(Response response, Envelope reply) {
        HttpFields.Mutable fields = response.getHeaders();
        int bytes = WireHeaders.write(reply.headers(), fields::put);
        if (reply.headers().get(Problems.EXECUTED) == null) {
            fields.put(Problems.EXECUTED, RAN);
        }
        return bytes;
    }

    /** Writes status and body under the headers that are there already. */
    static void write(Response response, Envelope reply, boolean minimal, boolean last, Callback callback) {
        Kind kind = kind(reply.headers());
        boolean nothing = kind == null
                && (minimal || (reply.body().length == 0 && reply.headers().get(HeaderNames.CONTENT_TYPE) == null));
        write(
                response,
                kind == null ? nothing ? 204 : 200 : Statuses.of(kind),
                nothing ? null : reply.body(),
                last,
                callback);
    }

    private static void write(Response response, int status, byte @Nullable [] body, boolean last, Callback callback) {
        response.setStatus(status);
        HttpFields.Mutable fields = response.getHeaders();
        if (last) {
            fields.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        if (body == null) {
            fields.remove(HttpHeader.CONTENT_TYPE);
            response.write(true, NOTHING.slice(), callback);
        } else {
            fields.put(HttpHeader.CONTENT_LENGTH, body.length);
            response.write(true, ByteBuffer.wrap(body), callback);
        }
    }

    /** Answers a request that got no further than this transport. */
    static void refuse(Response response, Refusal refusal, Callback callback) {
        Envelope problem = Problems.encode(refusal.failure);
        headers(response, problem);
        // After these the request may still be on its way in, or the caller should go elsewhere.
        boolean last = refusal.status == 413 || refusal.failure.kind() == Kind.CLOSED;
        write(response, refusal.status, problem.body(), last, callback);
    }

    private static @Nullable Kind kind(Headers headers) {
        String word = headers.get(Problems.KIND);
        if (word == null) {
            return null;
        }
        try {
            return Kind.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            return Kind.FAILED;
        }
    }
}
