package io.unifiedipc.runtime;

import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Platform;
import io.unifiedipc.spi.Timers;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/** The machine's own threads and clock: what an {@code Ipc} runs on unless it is told otherwise. */
final class Machine implements Platform {
    @Override
    public Resources open(String service, int workers) {
        return new Threads(service, workers);
    }

    private static final class Threads implements Resources {
        private final ExecutorService workers;
        private final ExecutorService timed;
        private final WheelTimers timers;

        Threads(String service, int most) {
            workers = Workers.start(service, most);
            timed = Workers.timed(service, workers);
            timers = new WheelTimers(Clock.SYSTEM, timed, service);
        }

        @Override
        public Clock clock() {
            return Clock.SYSTEM;
        }

        @Override
        public Executor executor() {
            return workers;
        }

        @Override
        public Timers timers() {
            return timers;
        }

        @Override
        public void close() {
            timers.close();
            timed.shutdownNow();
            workers.shutdownNow();
        }
    }
}
