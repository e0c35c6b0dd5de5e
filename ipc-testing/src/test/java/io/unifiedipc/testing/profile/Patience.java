package io.unifiedipc.testing.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for conditions, never for times. */
final class Patience {
    private static final long SECONDS = 20;

    private Patience() {}

    static <T> T result(CompletableFuture<T> future) {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no result: " + e, e);
        }
    }

    static IpcException failure(CompletableFuture<?> future) {
        try {
            Object result = future.get(SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("it succeeded with " + result);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(IpcException.class);
            return (IpcException) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no end: " + e, e);
        }
    }

    static void is(IpcException failure, Kind kind, Executed executed) {
        assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
        assertThat(failure.executed()).as(failure.toString()).isEqualTo(executed);
    }
}
