package io.unifiedipc.benchmarks.http;

import io.unifiedipc.benchmarks.Slice;
import io.unifiedipc.benchmarks.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that wait for each reply before they call again. They stay from one slice to the next; one alone is the slice's own. */
final class Callers implements Subject {
    private final List<OneCall> calls;
    private final AutoCloseable resource;
    private final ExecutorService threads;

    /** Makes one call and looks at what it brought. Each is made by one thread at a time. */
    interface OneCall {
        void make() throws Exception;
    }

    Callers(List<OneCall> calls, AutoCloseable resource) {
        this.calls = calls;
        this.resource = resource;
        threads = Executors.newFixedThreadPool(calls.size());
    }

    static Callers of(int many, OrderClient client) {
        List<OneCall> calls = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            calls.add(() -> client.place(PlaceOrder.ONE).checked());
        }
        return new Callers(calls, client);
    }

    @Override
    public void run(Slice slice) throws Exception {
        if (calls.size() == 1) {
            run(calls.get(0), slice);
            return;
        }
        List<Callable<Void>> tasks = new ArrayList<>();
        for (OneCall each : calls) {
            tasks.add(() -> run(each, slice));
        }
        for (Future<Void> each : threads.invokeAll(tasks)) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a call failed: " + e.getCause(), e);
            }
        }
    }

    private static Void run(OneCall call, Slice slice) throws Exception {
        while (!slice.over()) {
            long began = System.nanoTime();
            call.make();
            slice.done(began);
        }
        return null;
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
