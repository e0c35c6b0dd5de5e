package io.unifiedipc.benchmarks.harness;

import io.unifiedipc.benchmarks.Slice;
import io.unifiedipc.benchmarks.Subject;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A child that makes calls. */
final class ClientWork implements Work {
    private final Subject subject;
    private final Meter meter;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "end-of-slice");
        thread.setDaemon(true);
        return thread;
    });

    ClientWork(Subject subject, Meter meter) {
        this.subject = subject;
        this.meter = meter;
    }

    @Override
    public String address() {
        return "";
    }

    /** Calls, nanoseconds, p50, p99, and the {@link Usage}. */
    @Override
    public String run(long millis) throws Exception {
        Slice slice = new Slice();
        var end = clock.schedule(slice::end, millis, TimeUnit.MILLISECONDS);
        Usage before = meter.read();
        long began = System.nanoTime();
        subject.run(slice);
        long nanos = System.nanoTime() - began;
        Usage used = meter.read().since(before);
        if (end.cancel(false) && !slice.over()) {
            throw new IllegalStateException("it returned before its slice of " + millis + " ms was over");
        }
        Histogram latencies = slice.latencies();
        return slice.calls() + " " + nanos + " " + latencies.getValueAtPercentile(50) + " "
                + latencies.getValueAtPercentile(99) + " " + used.line();
    }

    @Override
    public void close() throws Exception {
        clock.shutdownNow();
        subject.close();
    }
}
