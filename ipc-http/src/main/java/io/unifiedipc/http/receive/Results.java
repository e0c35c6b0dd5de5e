package io.unifiedipc.http.receive;

import io.unifiedipc.Kind;
import io.unifiedipc.spi.Context;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers that callers come back for ({@code Prefer: respond-async}). Each is found below the path of its own request, so that
 * who lets requests pass by their paths lets pass the same callers, under a name that can't be guessed. They are bounded in
 * number and in time, and end with the process. What is said about one that is not here leaves open whether the work ran.
 */
final class Results {
    static final String UNKNOWN = "no such result here: it was never promised, or is not kept any longer";
    static final String SEGMENT = "/ipc-results/";
    private static final int ID_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, Result> all = new ConcurrentHashMap<>();
    private final Context context;
    private volatile boolean closed;

    Results(Context context) {
        this.context = context;
    }

    /** Whether a path is that of a result. */
    static boolean isOne(String path) {
        return path.contains(SEGMENT);
    }

    /** Room for one; null where there is none, so that the caller has to wait. */
    @Nullable
    Result open(String path, Owner owner, Later later) {
        if (closed || !later.enter()) {
            return null;
        }
        byte[] random = new byte[ID_BYTES];
        RANDOM.nextBytes(random);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Result result = new Result(id, path, owner, later, this);
        all.put(id, result);
        return result;
    }

    /** When an answer that is there now is not kept any longer. */
    long until(Duration keep) {
        return context.clock().in(keep);
    }

    /** The answer is there. */
    void keep(Result result) {
        context.timers().add(result);
        if (!all.containsKey(result.id)) {
            context.timers().remove(result); // closed in this moment
        }
    }

    void forget(Result result) {
        if (all.remove(result.id) != null) {
            result.later.leave();
            context.timers().remove(result);
        }
    }

    /** Answers somebody who has come back. */
    void answer(Incoming request) {
        try {
            Replies.send(request, Packing.pack(request, find(request).now()));
        } catch (Refusal refusal) {
            Replies.refuse(request, refusal);
        }
    }

    private Result find(Incoming request) {
        if (closed) {
            throw Refusal.gone(Kind.CLOSED, "this process is closing, and its results are gone");
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw Refusal.resultNotAllowed(request.method());
        }
        String path = request.path();
        int at = path.lastIndexOf(SEGMENT);
        Result result = all.get(path.substring(at + SEGMENT.length()));
        if (result == null || !result.path.equals(path.substring(0, at))) {
            throw Refusal.gone(Kind.UNROUTABLE, UNKNOWN);
        }
        result.owner.check(request);
        return result;
    }

    void close() {
        closed = true;
        all.values().forEach(this::forget);
    }
}
