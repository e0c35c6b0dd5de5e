package io.unifiedipc.testing.kit;

import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.Schema;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Holds calls right before their link gets them, as a slow decorator or a full driver does, and knows the last one. */
final class Hold implements DecoratorProvider, Decorator {
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private volatile boolean holding;
    private volatile @Nullable Call last;

    @Override
    public String name() {
        return "attempt-timeout"; // the innermost
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
        last = call;
        if (holding) {
            held.add(() -> next.proceed(call));
        } else {
            next.proceed(call);
        }
    }

    /** From now on calls are held. */
    void hold() {
        holding = true;
    }

    void awaitHeld(int count) {
        Await.until(count + " calls are held", () -> held.size() >= count);
    }

    /** The call that came last. */
    Call last() {
        Call call = last;
        if (call == null) {
            throw new AssertionError("no call has come here");
        }
        return call;
    }

    /** Passes on what was held, and holds no more. */
    void letGo() {
        holding = false;
        for (Runnable each = held.poll(); each != null; each = held.poll()) {
            each.run();
        }
    }
}
