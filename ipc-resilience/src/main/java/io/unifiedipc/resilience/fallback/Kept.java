package io.unifiedipc.resilience.fallback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.unifiedipc.Headers;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The last good replies of one channel, each up to an age, all together up to a weight. */
final class Kept {
    /** What {@link Context#count} calls a call that doesn't say for whom it is. */
    static final String NO_IDENTITY = "fallback-without-identity";
    /** What an entry takes besides its bytes, about. */
    private static final int ENTRY = 200;

    private final String channel;
    private final Keys keys;
    private final int maxWeight;
    private final Context context;
    private final Cache<Asked, Reply> replies;

    Kept(String channel, Keys keys, Duration maxAge, int maxWeight, Context context) {
        this.channel = channel;
        this.keys = keys;
        this.maxWeight = maxWeight;
        this.context = context;
        replies = Caffeine.newBuilder()
                .expireAfterWrite(maxAge)
                .maximumWeight(maxWeight)
                .weigher((Asked key, Reply reply) -> weight(key, reply))
                .ticker(context.clock()::nanos)
                .executor(Runnable::run) // what it does is short, and no thread of its own outlives the Ipc
                .build();
    }

    /** What a call's reply is kept under; null where it is not to be kept. */
    @Nullable
    Asked key(Call call) {
        Asked key = keys.of(call);
        if (key == null) {
            context.count(NO_IDENTITY, channel);
        }
        return key;
    }

    void keep(Asked key, Envelope reply) {
        Headers headers = reply.headers();
        if (headers.get(HeaderNames.CONTENT_TYPE) == null || mustNotBeStored(headers)) {
            return;
        }
        Headers own = headers.without(HeaderNames.FALLBACK).without(HeaderNames.FALLBACK_AGE_MS);
        Reply kept = new Reply(Envelope.of(own, reply.body()), context.clock().nanos());
        if (weight(key, kept) <= maxWeight) {
            replies.put(key, kept);
        }
    }

    @Nullable
    StandIn find(Asked key) {
        Reply kept = replies.getIfPresent(key);
        if (kept == null) {
            return null;
        }
        long age = Math.max(0, context.clock().nanos() - kept.at);
        return new StandIn(kept.envelope, StandIn.CACHE, Duration.ofNanos(age));
    }

    /** What is kept weighs so much. */
    long weight() {
        replies.cleanUp();
        return replies.policy()
                .eviction()
                .map(bound -> bound.weightedSize().orElse(0))
                .orElse(0L);
    }

    /** RFC 9111, section 5.2.2.5: not even where it would be given to the same caller. */
    private static boolean mustNotBeStored(Headers headers) {
        String control = headers.get("cache-control");
        return control != null && control.toLowerCase(Locale.ROOT).contains("no-store");
    }

    private static int weight(Asked key, Reply reply) {
        long weight = (long) ENTRY
                + key.size()
                + reply.envelope.body().length
                + reply.envelope.headers().weight();
        return (int) Math.min(Integer.MAX_VALUE, weight);
    }

    /** A reply, and when it came. */
    private record Reply(Envelope envelope, long at) {}
}
