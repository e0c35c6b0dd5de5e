package io.unifiedipc.http.receive;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.wire.Statuses;
import io.unifiedipc.http.wire.WireHeaders;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes answers of replies. Each says in a header whether the work ran; that is the mark by which callers know ours. */
public final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
    private static final Map.Entry<String, String> RAN = Map.entry(Problems.EXECUTED, Option.word(Executed.YES));

    private Replies() {}

    /**
     * A reply whose headers are those of HTTP already.
     *
     * @param bytes what they take on the wire
     */
    record Draft(Envelope reply, List<Map.Entry<String, String>> headers, int bytes) {
        /**
         * The answer.
         *
         * @param success the status of success that a route wants, or 0
         */
        Incoming.Answer answer(boolean minimal, boolean last, int success) {
            Kind kind = kind(reply.headers());
            boolean nothing = kind == null
                    && (minimal || (reply.body().length == 0 && reply.headers().get(HeaderNames.CONTENT_TYPE) == null));
            int usual = nothing ? 204 : 200;
            int status = kind != null ? failed(kind) : success != 0 ? success : usual;
            return answer(status, nothing || status == 204 || status == 205 ? null : reply.body(), last);
        }

        /** A refusal has the status of its annotation, where it has one. */
        private int failed(Kind kind) {
            int own = kind == Kind.REFUSED ? Problems.read(reply.body()).status() : 0;
            return own >= 400 && own <= 599 ? own : Statuses.of(kind);
        }

        private Incoming.Answer answer(int status, byte @Nullable [] body, boolean last) {
            if (body == null) {
                headers.removeIf(header -> header.getKey().equals(HeaderNames.CONTENT_TYPE));
            }
            return new Incoming.Answer(status, headers, body, last);
        }
    }

    static Draft draft(Envelope reply) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        String later = reply.headers().get(HeaderNames.RETRY_AFTER);
        Headers own = later == null ? reply.headers() : reply.headers().without(HeaderNames.RETRY_AFTER);
        int bytes = WireHeaders.write(own, (name, value) -> headers.add(Map.entry(name, value)));
        if (later != null) {
            headers.add(Map.entry("Retry-After", later));
        }
        if (reply.headers().get(Problems.EXECUTED) == null) {
            headers.add(RAN);
        }
        return new Draft(reply, headers, bytes);
    }

    /** The answer to a request that got no further than this transport. */
    public static Incoming.Answer of(Refusal refusal) {
        if (refusal.status == 204) {
            return new Incoming.Answer(204, refusal.headers, null, false);
        }
        Draft draft = draft(Problems.encode(refusal.failure));
        draft.headers().addAll(refusal.headers);
        // After these the request may still be on its way in, or the caller should go elsewhere.
        boolean last = refusal.status == 413 || refusal.failure.kind() == Kind.CLOSED;
        return draft.answer(refusal.status, draft.reply().body(), last);
    }

    /** The answer to a request over which something broke in here. */
    public static Incoming.Answer of(IpcException failure) {
        return draft(Problems.encode(failure)).answer(false, true, 0);
    }

    static void refuse(Incoming request, Refusal refusal) {
        send(request, of(refusal));
    }

    /** For an answer that nothing depends on: whoever did not wait for it can ask again. */
    static void send(Incoming request, Incoming.Answer answer) {
        request.answer(answer).exceptionally(e -> {
            LOG.debug("a caller did not wait for its answer", e);
            return null;
        });
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
