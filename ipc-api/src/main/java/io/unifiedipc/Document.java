package io.unifiedipc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Just data: a reply, with the headers that came with it.
 *
 * <p>Where its channel has a fallback, it may stand in for a reply that could not be had. It says so, and how old it is:
 *
 * <pre>{@code
 * Document<Price> price = catalogue.callAsync(Command.of(new PriceOf("sku-1")), Price.class).get();
 * if (price.isFallback()) show(price.payload(), "as of " + price.age().toSeconds() + " s ago");
 * }</pre>
 *
 * @param payload what it says; null for a reply without content
 * @param headers its headers
 * @param <P> the payload's type
 */
public record Document<P>(@Nullable P payload, Headers headers) {
    private static final String FALLBACK = "ipc-fallback";
    private static final String AGE_MS = "ipc-fallback-age-ms";

    /** Whether it was given in place of the receiver's reply, since that could not be had. */
    public boolean isFallback() {
        return headers.get(FALLBACK) != null;
    }

    /**
     * Where a fallback comes from: {@code cache} for a reply to an earlier call, {@code function} for one that the application's
     * own function gave, {@code fixed} for one that stands in the configuration. Null for the receiver's own reply.
     */
    public @Nullable String fallbackSource() {
        return headers.get(FALLBACK);
    }

    /** How long ago the receiver gave it, where it is one from the cache; otherwise zero. To the millisecond. */
    public Duration age() {
        String ms = headers.get(AGE_MS);
        return ms == null ? Duration.ZERO : Duration.ofMillis(Long.parseLong(ms));
    }
}
