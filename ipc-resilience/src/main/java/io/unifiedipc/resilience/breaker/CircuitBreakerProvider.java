package io.unifiedipc.resilience.breaker;

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
 * Gives each channel a circuit breaker, unless its configuration says {@code circuit-breaker: off}:
 *
 * <pre>{@code
 * ipc:
 *   channels:
 *     payments:
 *       circuit-breaker: {failure-rate: 50, window: 100, open-for: 10s, trials: 5}
 * }</pre>
 */
public final class CircuitBreakerProvider implements DecoratorProvider {
    @Override
    public String name() {
        return CircuitBreaker.NAME;
    }

    @Override
    public Schema options() {
        return CircuitBreakerOptions.SCHEMA;
    }

    @Override
    public void check(DecoratedChannel channel, Config options, BiConsumer<Option<?>, String> wrong) {
        CircuitBreakerOptions.check(channel, options, wrong);
    }

    @Override
    public String step(Config options) {
        Duration time = options.find(CircuitBreakerOptions.WINDOW_TIME);
        String window = time == null
                ? "of " + CircuitBreakerOptions.window(options)
                : "in " + CircuitBreakerOptions.WINDOW_TIME.write(time);
        return name() + "(" + options.get(CircuitBreakerOptions.FAILURE_RATE) + "% " + window + ")";
    }

    @Override
    public Decorator decorator(DecoratedChannel channel, Config options, Context context) {
        return new CircuitBreaker(channel.spec().name(), Rules.of(options), context);
    }
}
