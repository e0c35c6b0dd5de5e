package io.unifiedipc.resilience.attempt;

import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * The block {@code attempt-timeout} of a channel: how long one attempt waits for its answer, so that another fits into the call's
 * own {@code timeout}.
 *
 * <pre>{@code
 * orders: {timeout: 2s, attempt-timeout: {after: 500ms}, retry: {attempts: 3}}
 * }</pre>
 */
public final class AttemptTimeoutProvider implements DecoratorProvider {
    /** How long. */
    public static final Option<Duration> AFTER = Option.duration(
                    "after", "how long one attempt waits; its call waits for the channel's timeout")
            .required();

    @Override
    public String name() {
        return AttemptTimeout.NAME;
    }

    @Override
    public Schema options() {
        return Schema.of(AFTER);
    }

    @Override
    public boolean applies(DecoratedChannel channel, Config options) {
        return options.find(AFTER) != null;
    }

    @Override
    public void check(DecoratedChannel channel, Config options, BiConsumer<Option<?>, String> wrong) {
        if (options.get(AFTER).compareTo(channel.timeout()) >= 0) {
            wrong.accept(
                    AFTER,
                    "an attempt's " + AFTER.write(options.get(AFTER)) + " never pass before the channel's timeout of "
                            + AFTER.write(channel.timeout()) + ": make it less, or take the block out");
        }
    }

    @Override
    public String step(Config options) {
        return name() + "(" + AFTER.write(options.get(AFTER)) + ")";
    }

    @Override
    public Decorator decorator(DecoratedChannel channel, Config options, Context context) {
        return new AttemptTimeout(options.get(AFTER), context);
    }
}
