package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is unsettled is summed up place by place, while messages move between them. */
class UnsettledTest {
    private static final int HOPS = 100_000;

    record Hop(int left) {}

    /** A message is in one of two places at each moment, and each time it is in the other before it has left the first. */
    @Test
    void nothingIsOverlookedOnItsWayFromPlaceToPlace() throws InterruptedException {
        MemoryBroker broker = new MemoryBroker();
        CountDownLatch arrived = new CountDownLatch(1);
        try (Ipc ipc = Ipc.builder()
                .isolated()
                .yaml("ipc: {channels: {here: {transport: memory}, there: {transport: memory}}}")
                .add(broker)
                .build()) {
            hops(ipc, "here", "there", arrived);
            hops(ipc, "there", "here", arrived);
            ipc.start();
            ipc.channel("here").send(Command.of(new Hop(HOPS)));

            int zeros = 0;
            while (arrived.getCount() > 0) {
                boolean zero = broker.unsettled() == 0;
                if (zero && arrived.getCount() > 0) {
                    zeros++;
                }
            }
            assertThat(zeros).as("looks that saw nothing").isZero();
        }
    }

    private static void hops(Ipc ipc, String from, String to, CountDownLatch arrived) {
        ipc.channel(from).handle(Hop.class, message -> {
            int left = message.payload().left();
            if (left == 0) {
                arrived.countDown();
            } else {
                ipc.channel(to).send(Command.of(new Hop(left - 1)));
            }
            return null;
        });
    }
}
