package io.unifiedipc.http.receive;

import io.unifiedipc.Executed;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Problems;
import io.unifiedipc.spi.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An answer that a caller comes back for; its own entry in the timer once it is there. */
final class Result extends Timers.Entry {
    private static final String UNDECIDED = Option.word(Executed.MAYBE);

    private static final byte[] NOTHING = {};

    final String id;
    /** The path of the request without a slash at its end; the result is found below it. */
    final String path;

    /** The path as the caller knows it, relative to that of the request. */
    private final String reference;

    final Owner owner;
    final Later later;
    private final Results results;
    private long due;
    private volatile Incoming.@Nullable Answer answer;

    Result(String id, String path, Owner owner, Later later, Results results) {
        this.id = id;
        boolean folder = path.endsWith("/");
        this.path = folder ? path.substring(0, path.length() - 1) : path;
        reference = "." + (folder ? "" : path.substring(path.lastIndexOf('/')));
        this.owner = owner;
        this.later = later;
        this.results = results;
    }

    /** What the caller is told in place of the answer: where that will be. The reference holds behind any proxy or mount. */
    Incoming.Answer promise(boolean last) {
        List<Map.Entry<String, String>> headers = running();
        headers.add(Map.entry("Location", reference + Results.SEGMENT + id));
        headers.add(Map.entry("Preference-Applied", "respond-async"));
        return new Incoming.Answer(202, headers, NOTHING, last);
    }

    /** What the caller gets that comes for it now. */
    Incoming.Answer now() {
        Incoming.Answer there = answer;
        return there == null ? new Incoming.Answer(202, running(), NOTHING, false) : there;
    }

    private List<Map.Entry<String, String>> running() {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("Retry-After", later.retryAfter()));
        headers.add(Map.entry(Problems.EXECUTED, UNDECIDED));
        return headers;
    }

    /** It is there, and is kept for its time. */
    CompletionStage<Void> put(Incoming.Answer there) {
        due = results.until(later.keep);
        answer = there;
        results.keep(this);
        return CompletableFuture.completedFuture(null);
    }

    /** Nobody will come for it. */
    void forget() {
        results.forget(this);
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public void run() {
        forget();
    }
}
