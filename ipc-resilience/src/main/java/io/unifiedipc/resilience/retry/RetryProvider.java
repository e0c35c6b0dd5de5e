package io.unifiedipc.resilience.retry;

import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * The block {@code retry} of a channel; without it a call is one attempt.
 *
 * <pre>{@code
 * orders: {timeout: 2s, retry: {attempts: 3, backoff: 50ms}}
 * }</pre>
 */
public final class RetryProvider implements DecoratorProvider {
    @Override
    public String name() {
        return Retry.NAME;
    }

    @Override
    public Schema options() {
        return RetryOptions.SCHEMA;
    }

    @Override
    public boolean applies(DecoratedChannel channel, Config options) {
        return options.find(RetryOptions.ATTEMPTS) != null;
    }

    @Override
    public void check(DecoratedChannel channel, Config options, BiConsumer<Option<?>, String> wrong) {
        Duration backoff = options.get(RetryOptions.BACKOFF);
        Duration most = options.get(RetryOptions.MAX_BACKOFF);
        if (most.compareTo(backoff) < 0) {
            boolean written = options.values().containsKey(RetryOptions.MAX_BACKOFF.key());
            wrong.accept(
                    written ? RetryOptions.MAX_BACKOFF : RetryOptions.BACKOFF,
                    "a backoff of " + text(backoff) + " is more than the max-backoff of " + text(most)
                            + (written ? "" : ", which is the default") + ": raise that, or make it less");
        }
        if (backoff.compareTo(channel.timeout()) >= 0) {
            wrong.accept(
                    RetryOptions.BACKOFF,
                    "a backoff of " + text(backoff) + " leaves nothing of the channel's timeout of "
                            + text(channel.timeout()) + ": make it less, or raise the timeout");
        }
    }

    private static String text(Duration time) {
        return RetryOptions.BACKOFF.write(time);
    }

    @Override
    public String step(Config options) {
        return name() + "(" + options.get(RetryOptions.ATTEMPTS) + ")";
    }

    @Override
    public Decorator decorator(DecoratedChannel channel, Config options, Context context) {
        return new Retry(
                options.get(RetryOptions.ATTEMPTS),
                new Backoff(options.get(RetryOptions.BACKOFF), options.get(RetryOptions.MAX_BACKOFF)),
                new Budget(options.get(RetryOptions.BUDGET)),
                new Repeatable(
                        channel.spec().name(), Objects.requireNonNullElse(options.find(RetryOptions.MAYBE), List.of())),
                context);
    }
}
