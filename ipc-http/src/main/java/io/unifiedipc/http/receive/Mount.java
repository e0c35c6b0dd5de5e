package io.unifiedipc.http.receive;

import io.unifiedipc.Kind;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place in a server that belongs to somebody else, such as a servlet container. Whoever brings the requests calls
 * {@link #handle}, from any thread and at any time: before an {@code Ipc} has opened the place and after it is closed they are
 * answered 503, and nothing was executed.
 */
public final class Mount {
    private static final Logger LOG = LoggerFactory.getLogger(Mount.class);

    private record Opened(Router router, int headerLimit) {}

    private final AtomicReference<@Nullable Opened> opened = new AtomicReference<>();
    private final int headerLimit;

    /**
     * Opened by nobody yet.
     *
     * @param headerLimit bytes that the headers of an answer may have as long as no {@code Ipc} says otherwise
     */
    public Mount(int headerLimit) {
        this.headerLimit = headerLimit;
    }

    /** Takes a request, which will be answered once. */
    public void handle(Incoming request) {
        Opened now = opened.get();
        if (now == null) {
            String text = "this process takes no messages, not yet or not any more";
            Replies.refuse(
                    request,
                    Results.isOne(request.path()) ? Refusal.gone(Kind.CLOSED, text) : Refusal.of(Kind.CLOSED, text));
        } else {
            now.router().handle(request);
        }
    }

    /** Bytes that the headers of an answer may have. */
    public int headerLimit() {
        Opened now = opened.get();
        return now == null ? headerLimit : now.headerLimit();
    }

    /** What one transport opens and closes. Of several the one that opened last gets the requests. */
    public Port port(int limit) {
        return new Port() {
            private volatile @Nullable Opened mine;

            @Override
            public void open(Router router) {
                Opened now = new Opened(router, limit);
                mine = now;
                opened.set(now);
                LOG.info("http takes requests where it is mounted");
            }

            @Override
            public int number() {
                return 0;
            }

            @Override
            public void close() {
                Opened before = mine;
                if (before != null && opened.compareAndSet(before, null)) {
                    LOG.info("http takes no more requests where it is mounted");
                }
            }
        };
    }
}
