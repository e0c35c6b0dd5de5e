package io.unifiedipc.benchmarks.decorators;

import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a channel's stack begins: an application's own decorator stands outside of the library's, and is given the
 * first call with all the rest of the stack, as the configuration has made it.
 */
final class Entrance implements DecoratorProvider {
    private @Nullable Call first;
    private Decorator.@Nullable Next stack;
    private @Nullable Context context;

    @Override
    public String name() {
        return "entrance";
    }

    @Override
    public Schema options() {
        return Schema.of();
    }

    @Override
    public Decorator decorator(DecoratedChannel channel, Config options, Context runtime) {
        context = runtime;
        return new Decorator() {
            @Override
            public String name() {
                return "entrance";
            }

            @Override
            public void around(Call call, Next next) {
                first = call;
                stack = next;
                next.proceed(call);
            }
        };
    }

    /** The library's decorators, and the link. */
    Decorator.Next stack() {
        return found(stack);
    }

    /** The clock and the timers of the channel's. */
    Context context() {
        return found(context);
    }

    /** The call that came through, from which others like it can be made. */
    Call first() {
        return found(first);
    }

    private static <T> T found(@Nullable T thing) {
        if (thing == null) {
            throw new IllegalStateException("no call has come through");
        }
        return thing;
    }
}
