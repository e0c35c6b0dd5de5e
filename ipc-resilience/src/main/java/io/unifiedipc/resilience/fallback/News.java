package io.unifiedipc.resilience.fallback;

import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Context;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of fallbacks: observers of each, the log's readers when it begins. */
final class News {
    /** What {@link Context#count} calls a function that threw, or whose reply can't be written. */
    static final String BROKEN = "fallback-broken";

    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.fallback");
    private static final long QUIET = Duration.ofMinutes(1).toNanos();

    private final Context context;
    private final AtomicLong lastGiven;
    private final AtomicLong lastBroken;

    News(Context context) {
        this.context = context;
        long longAgo = context.clock().nanos() - QUIET;
        lastGiven = new AtomicLong(longAgo);
        lastBroken = new AtomicLong(longAgo);
    }

    void fellBack(Call call, IpcException failure, StandIn given) {
        context.observer().fellBack(call, failure, given.source(), given.age());
        if (begins(lastGiven)) {
            LOG.warn(
                    "'{}' falls back: {} gets a reply from {}, {} ms old, since {}; more of it at debug until a minute has"
                            + " passed without",
                    call.channel(),
                    call.operation().name(),
                    given.source(),
                    given.age().toMillis(),
                    failure.getMessage());
        } else {
            LOG.debug(
                    "'{}' falls back: {} gets a reply from {}, {} ms old, since {}",
                    call.channel(),
                    call.operation().name(),
                    given.source(),
                    given.age().toMillis(),
                    failure.getMessage());
        }
    }

    void broke(Call call, Throwable thrown) {
        context.count(BROKEN, call.channel());
        if (begins(lastBroken)) {
            LOG.warn(
                    "the fallback function for {} on '{}' broke, and is passed over; more of it at debug until a minute has"
                            + " passed without",
                    call.operation().name(),
                    call.channel(),
                    thrown);
        } else {
            LOG.debug(
                    "the fallback function for {} on '{}' broke",
                    call.operation().name(),
                    call.channel(),
                    thrown);
        }
    }

    /** Whether it has not been so for a while. */
    private boolean begins(AtomicLong last) {
        long now = context.clock().nanos();
        return now - last.getAndSet(now) >= QUIET;
    }
}
