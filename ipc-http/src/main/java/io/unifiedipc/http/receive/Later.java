package io.unifiedipc.http.receive;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.config.HttpOptions;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Option;
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

    /**
     * As the channel's options say; null where everybody waits.
     *
     * @throws IpcException of kind MISCONFIGURED where they say how, but not that anybody may come back
     */
    static @Nullable Later of(ChannelSpec channel) {
        Config options = channel.options();
        Duration after = options.find(HttpOptions.RESPOND_ASYNC_AFTER);
        if (after == null) {
            refuse(channel, HttpOptions.RESPOND_ASYNC_KEEP);
            refuse(channel, HttpOptions.RESPOND_ASYNC_MOST);
            return null;
        }
        return new Later(
                after, options.get(HttpOptions.RESPOND_ASYNC_KEEP), options.get(HttpOptions.RESPOND_ASYNC_MOST));
    }

    private static void refuse(ChannelSpec channel, Option<?> option) {
        if (channel.options().values().containsKey(option.key())) {
            throw IpcException.of(
                    Kind.MISCONFIGURED,
                    Executed.NO,
                    "channel '" + channel.name() + "' has http." + option.key() + " and no "
                            + HttpOptions.RESPOND_ASYNC_AFTER.key()
                            + ", without which everybody waits: set both, or none");
        }
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
