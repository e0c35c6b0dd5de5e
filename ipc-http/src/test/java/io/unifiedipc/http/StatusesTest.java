package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.Kind;
import io.unifiedipc.http.wire.Statuses;
import org.junit.jupiter.api.Test;

class StatusesTest {
    @Test
    void ourStatusesAreFailures() {
        for (Kind kind : Kind.values()) {
            assertThat(Statuses.of(kind)).as(kind.name()).isBetween(400, 599);
        }
    }

    @Test
    void onlySixStatusesOfAStrangerMeanThatNothingRan() {
        for (int status = 100; status < 1000; status++) {
            boolean no = Statuses.executed(status) == Executed.NO;
            assertThat(no)
                    .as("" + status)
                    .isEqualTo(java.util.Set.of(401, 403, 405, 413, 415, 429).contains(status));
            assertThat(Statuses.kind(status)).isNotNull();
        }
    }
}
