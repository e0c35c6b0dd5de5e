package io.unifiedipc.http.call;

import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Timers;
import java.util.concurrent.Executor;

/** The surroundings of a caller that needs nothing but the time. */
final class Alone implements Context {
    @Override
    public String service() {
        return "test";
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public Clock clock() {
        return Clock.SYSTEM;
    }

    @Override
    public Timers timers() {
        throw new AssertionError("nothing is to be scheduled");
    }

    @Override
    public void count(String what, String channel) {}
}
