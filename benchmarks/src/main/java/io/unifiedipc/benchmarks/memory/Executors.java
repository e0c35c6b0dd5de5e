package io.unifiedipc.benchmarks.memory;

import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.benchmarks.load.Backlog;
import io.unifiedipc.benchmarks.load.OneCaller;
import io.unifiedipc.benchmarks.load.OneWayStream;
import io.unifiedipc.benchmarks.load.Outstanding;
import io.unifiedipc.benchmarks.load.Payload;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The hand-made way: a task goes to a thread of its own, and a future brings back what it answers. */
final class Executors {
    static final String NAME = "executor hop";

    private Executors() {}

    static Subject oneCaller(int batch) {
        ExecutorService executor = start();
        return new OneCaller(
                payload -> executor.submit(() -> payload).get(), Payload.USUAL, batch, executor::shutdownNow);
    }

    static Subject outstanding() {
        ExecutorService executor = start();
        return new Outstanding(
                payload -> executor.submit(() -> payload), Payload.USUAL, Load.OUTSTANDING, executor::shutdownNow);
    }

    static Subject stream() {
        ExecutorService executor = start();
        Backlog backlog = new Backlog(Load.IN_FLIGHT, 1);
        return new OneWayStream(
                backlog, payload -> executor.execute(() -> Load.handle(payload, backlog)), executor::shutdownNow);
    }

    /** One executor for each group. */
    static Subject groups() {
        List<ExecutorService> executors =
                Stream.generate(Executors::start).limit(Load.GROUPS.size()).toList();
        Backlog backlog = new Backlog(Load.IN_FLIGHT, executors.size());
        return new OneWayStream(
                backlog,
                payload -> {
                    for (ExecutorService each : executors) {
                        each.execute(() -> Load.handle(payload, backlog));
                    }
                },
                () -> executors.forEach(ExecutorService::shutdownNow));
    }

    /** What {@link java.util.concurrent.Executors#newSingleThreadExecutor} has, without what it wraps around it. */
    private static ExecutorService start() {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }
}
