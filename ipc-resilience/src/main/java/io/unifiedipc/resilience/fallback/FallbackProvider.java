package io.unifiedipc.resilience.fallback;

import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Brings the fallback to those channels that have its block, or a {@link Fallback} added for them. */
public final class FallbackProvider implements DecoratorProvider {
    @Override
    public String name() {
        return FallbackOptions.NAME;
    }

    @Override
    public Schema options() {
        return FallbackOptions.SCHEMA;
    }

    @Override
    public boolean applies(DecoratedChannel channel, Config options) {
        return channel.written().contains(FallbackOptions.NAME)
                || !channel.added(Fallback.class).isEmpty();
    }

    @Override
    public void check(DecoratedChannel channel, Config options, BiConsumer<Option<?>, String> wrong) {
        FallbackChecks.check(channel, options, wrong);
    }

    @Override
    public String step(Config options) {
        List<String> what = new ArrayList<>();
        Duration age = options.find(FallbackOptions.MAX_AGE);
        if (age != null) {
            what.add("up to " + FallbackOptions.MAX_AGE.write(age) + " old");
        }
        Map<String, String> replies = options.find(FallbackOptions.REPLIES);
        if (replies != null) {
            what.add(replies.size() + " fixed");
        }
        return what.isEmpty() ? name() : name() + "(" + String.join(", ", what) + ")";
    }

    @Override
    public Decorator decorator(DecoratedChannel channel, Config options, Context context) {
        Duration age = options.find(FallbackOptions.MAX_AGE);
        Kept kept = age == null
                ? null
                : new Kept(
                        channel.spec().name(),
                        new Keys(FallbackChecks.identity(channel, options), options.get(FallbackOptions.IGNORE)),
                        age,
                        options.get(FallbackOptions.MAX_WEIGHT),
                        context);
        return new FallbackDecorator(
                channel.spec().name(),
                options.get(FallbackOptions.BEFORE).toNanos(),
                kept,
                Substitutes.of(channel, options, context),
                context);
    }
}
