package io.unifiedipc.resilience.fallback;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Schema;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Stands inside of the fallback: fails calls, or changes their replies. */
final class Switch implements DecoratorProvider, Decorator {
    volatile @Nullable Kind fails;
    volatile @Nullable UnaryOperator<Envelope> replies;

    @Override
    public String name() {
        return "circuit-breaker";
    }

    @Override
    public Schema options() {
        return Schema.of();
    }

    @Override
    public Decorator decorator(DecoratedChannel channel, Config options, Context context) {
        return this;
    }

    @Override
    public void around(Call call, Next next) {
        Kind kind = fails;
        UnaryOperator<Envelope> change = replies;
        if (kind != null) {
            call.fail(IpcException.of(kind, Executed.NO, "switched to " + kind));
        } else if (change != null) {
            next.proceed(call.again(call.envelope(), 1, call.deadline(), call.mayBlock(), done -> {
                Envelope reply = done.reply();
                if (reply != null) {
                    call.succeed(change.apply(reply));
                } else if (done.failure() != null) {
                    call.fail(done.failure());
                }
            }));
        } else {
            next.proceed(call);
        }
    }
}
