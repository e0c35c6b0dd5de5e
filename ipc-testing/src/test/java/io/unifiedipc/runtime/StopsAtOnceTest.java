package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.Subscription;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A message stops its receiver, while the very thread that hands it over is still resuming that. */
class StopsAtOnceTest {
    record Work(String what) {}

    record Unknown(String what) {}

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatStopsAReceiverDoesNotComeToItAgain() {
        try (Ipc ipc = Ipc.builder().isolated().yaml("""
                        ipc:
                          service: shop
                          channels:
                            work: {transport: memory, on-failure: {then: stop}}
                        """).build()) {
            Subscription work = ipc.channel("work").handle(Work.class, command -> null);
            work.pause();
            ipc.start();
            ipc.channel("work").send(Command.of(new Unknown("what nobody handles")));
            work.resume(); // hands over in here, and hears in here that it can't be handled
            assertThat(work.depth()).isEqualTo(new Subscription.Depth(1, 0));
            work.resume();
            assertThat(work.depth()).isEqualTo(new Subscription.Depth(1, 0));
        }
    }
}
