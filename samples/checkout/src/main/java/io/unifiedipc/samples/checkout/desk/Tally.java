package io.unifiedipc.samples.checkout.desk;

import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Refusal;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the calls of one style, and how long they took. A refusal is an answer; a failure is not. */
public final class Tally {
    private final Map<String, Integer> refused = new TreeMap<>();
    private final Map<String, Integer> failed = new TreeMap<>();
    private long[] nanos = new long[64];
    private int calls;

    /** Makes a call that waits on this thread. */
    <T> CompletableFuture<T> waiting(Callable<T> call) {
        return future(() -> {
            try {
                return CompletableFuture.completedFuture(call.call());
            } catch (Exception e) {
                return CompletableFuture.failedFuture(e);
            }
        });
    }

    /** Makes a call that answers by a future. */
    <T> CompletableFuture<T> future(Supplier<CompletableFuture<T>> call) {
        long start = System.nanoTime();
        return call.get().whenComplete((result, failure) -> add(System.nanoTime() - start, failure));
    }

    private synchronized void add(long took, @Nullable Throwable failure) {
        if (calls == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * calls);
        }
        nanos[calls++] = took;
        String why = failure == null ? null : refusal(failure);
        if (why != null) {
            refused.merge(why, 1, Integer::sum);
        } else if (failure != null) {
            failed.merge(kind(failure), 1, Integer::sum);
        }
    }

    public synchronized int calls() {
        return calls;
    }

    public synchronized int refused() {
        return refused.values().stream().mapToInt(n -> n).sum();
    }

    public synchronized int failed() {
        return failed.values().stream().mapToInt(n -> n).sum();
    }

    /** How often each reason for a refusal was given. */
    public synchronized Map<String, Integer> refusals() {
        return new TreeMap<>(refused);
    }

    /** How often each kind of failure occurred. */
    public synchronized Map<String, Integer> failures() {
        return new TreeMap<>(failed);
    }

    /** So many percent of the calls took at most this long, in milliseconds. */
    public synchronized double millis(int percent) {
        long[] sorted = Arrays.copyOf(nanos, calls);
        Arrays.sort(sorted);
        return calls == 0 ? 0 : sorted[Math.max(0, (calls * percent + 99) / 100 - 1)] / 1e6;
    }

    /** The name of a refusal, or null where the failure is none. */
    static @Nullable String refusal(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof IpcException e) {
            return e.kind() == Kind.REFUSED && e.problem() != null
                    ? String.valueOf(e.problem().refusal())
                    : null;
        }
        return cause.getClass().isAnnotationPresent(Refusal.class)
                ? cause.getClass().getSimpleName()
                : null;
    }

    /** What a failure is called. */
    static String kind(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof IpcException e) {
            return e.kind().name();
        }
        if (cause instanceof TimeoutException) {
            return Kind.TIMEOUT.name();
        }
        return cause instanceof CancellationException
                ? Kind.CANCELLED.name()
                : cause.getClass().getSimpleName();
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
