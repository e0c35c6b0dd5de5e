package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What scenarios say of a failure. */
final class Expect {
    private Expect() {}

    /** It is of this kind, and says this about the work. */
    static IpcException failure(Kind kind, Executed executed, @Nullable Throwable thrown) {
        if (thrown instanceof IpcException failure) {
            assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
            assertThat(failure.executed()).as(failure.getMessage()).isEqualTo(executed);
            return failure;
        }
        throw new AssertionError("no IpcException of kind " + kind + ": " + thrown, thrown);
    }

    /** A call that blocks, of which the failure is thrown. */
    static IpcException failure(Kind kind, Executed executed, Runnable call) {
        try {
            call.run();
        } catch (IpcException e) {
            return failure(kind, executed, e);
        }
        throw new AssertionError("it did not fail, but " + kind + " was expected");
    }

    /** A call that brings a future; the failure is in there, or thrown where it was known at once. */
    static IpcException failureOf(Kind kind, Executed executed, Supplier<CompletableFuture<?>> call) {
        CompletableFuture<?> future;
        try {
            future = call.get();
        } catch (IpcException e) {
            return failure(kind, executed, e);
        }
        return failure(kind, executed, Await.failure(future));
    }
}
