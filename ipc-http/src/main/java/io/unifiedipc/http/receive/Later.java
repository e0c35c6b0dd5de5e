package io.unifiedipc.http.receive;

import io.unifiedipc.http.config.HttpOptions;
import io.unifiedipc.spi.Config;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How a channel treats callers that would rather come back for an answer than wait, and how many of them it has now. */
final class Later {
    final Duration after;
    final Duration keep;
    private final int most;
    private final AtomicInteger count = new AtomicInteger();

    private Later(Duration after, Duration keep, int most) {
        this.after = after;
        this.keep = keep;
        this.most = most;
    }

    /** As the channel's options say; null where everybody waits. */
    static @Nullable Later of(Config options) {
        Duration after = options.find(HttpOptions.RESPOND_ASYNC_AFTER);
        return after == null
                ? null
                : new Later(
                        after,
                        options.get(HttpOptions.RESPOND_ASYNC_KEEP),
                        options.get(HttpOptions.RESPOND_ASYNC_MOST));
    }

    /** Whether there is room for one more; it is given back by {@link #leave}. */
    boolean enter() {
        return count.getAndUpdate(now -> now < most ? now + 1 : now) < most;
    }

    void leave() {
        count.decrementAndGet();
    }

    /** When to look again, in the whole seconds that HTTP has for it: what takes long takes longer still. */
    String retryAfter() {
        return Long.toString(Math.max(1, after.plusMillis(999).toSeconds()));
    }
}
