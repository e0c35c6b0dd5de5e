package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Decorator;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets so many exchanges be under way on a channel and refuses the next. A permit comes back when the work has ended. */
final class OutstandingLimit implements Decorator, Call.EndHook {
    static final String NAME = "outstanding";

    private final AtomicInteger taken = new AtomicInteger();
    private final String channel;
    private final int most;

    OutstandingLimit(String channel, int most) {
        this.channel = channel;
        this.most = most;
    }

    @Override
    public String name() {
        return NAME;
    }

    int taken() {
        return taken.get();
    }

    @Override
    public void around(Call call, Next next) {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            call.fail(IpcException.of(
                    Kind.OVERLOADED,
                    Executed.NO,
                    "'" + channel + "' has " + most + " exchanges under way, its max-outstanding: wait, or raise it"));
            return;
        }
        call.onEnd(this);
        next.proceed(call);
    }

    @Override
    public void ended(Call call) {
        taken.decrementAndGet();
    }
}
