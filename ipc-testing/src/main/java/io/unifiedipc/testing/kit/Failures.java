package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import org.jspecify.annotations.Nullable;

/** What a failure must say. */
final class Failures {
    private Failures() {}

    /** It is ours, of this kind, and says this of whether the work ran. */
    static void assertFailure(@Nullable Throwable failure, Kind kind, Executed executed) {
        assertThat(failure).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).as(e.toString()).isEqualTo(kind);
            assertThat(e.executed()).as(e.toString()).isEqualTo(executed);
        });
    }
}
