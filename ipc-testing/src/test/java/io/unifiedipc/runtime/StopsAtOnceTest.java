package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

    /** A message that comes again is tried as often as one that is new: a delivery that was counted need not have been handled. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatComesAgainIsTriedAsOftenAsBefore() {
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        try (Ipc ipc = Ipc.builder().isolated().yaml("""
                        ipc:
                          service: shop
                          channels:
                            work: {transport: memory, on-failure: {retry: 2, backoff: 1ms, then: stop}}
                        """).build()) {
            Subscription work = ipc.channel("work").handle(Work.class, command -> {
                attempts.add(command.attempt());
                throw new IllegalStateException("sick");
            });
            ipc.start();
            ipc.channel("work").send(Command.of(new Work("x")));
            awaitStopped(work, attempts, 3);
            work.resume();
            awaitStopped(work, attempts, 6);
            assertThat(attempts).containsExactly(1, 2, 3, 2, 3, 4);
        }
    }

    private static void awaitStopped(Subscription work, List<Integer> attempts, int runs) {
        while (attempts.size() < runs || work.depth().inFlight() > 0) {
            Thread.onSpinWait(); // the test has a time limit
        }
    }
}
