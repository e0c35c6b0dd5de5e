package io.unifiedipc.benchmarks.harness;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All children that are alive: they end when this is closed, and when the parent is interrupted. */
final class Children implements AutoCloseable {
    private final Set<ChildProcess> alive = ConcurrentHashMap.newKeySet();
    private final Jvm jvm;

    Children(Jvm jvm) {
        this.jvm = jvm;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-of-children"));
    }

    ChildProcess start(Seat seat) throws IOException {
        ChildProcess child = ChildProcess.start(seat, jvm);
        alive.add(child);
        return child;
    }

    /** Ends all of them, at once. */
    @Override
    public void close() {
        alive.forEach(ChildProcess::destroy);
        alive.clear();
    }
}
