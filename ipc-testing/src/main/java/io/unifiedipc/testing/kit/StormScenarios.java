package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.Storm.Drop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Very many messages, of all kinds and from several threads. */
interface StormScenarios extends Scenarios {
    /**
     * How many messages it has, whatever the transport says: more where there is time for them. Its name is not below
     * {@code ipc.}, where each property is a key of the configuration.
     */
    String SIZE = "kit.storm";

    /** Nothing is lost, nothing comes twice since nothing fails, and nothing is left over. */
    @Test
    @Needs({Capability.REQUEST, Capability.SEND})
    default void aStormPassesWithoutATrace() {
        Storm storm = new Storm(Integer.getInteger(SIZE, stage().transport().storm()));
        Ipc receiver = stage().receiver(1, o -> o.orders("concurrency: 16, window: " + 2 * Storm.UNDER_WAY));
        stage().worker.serves(receiver);
        receiver.channel(Plan.ORDERS).handle(Drop.class, storm::handle);
        receiver.start();
        Await.result(receiver.ready());
        Ipc caller = stage().caller("timeout: 30s, max-outstanding: " + 2 * Storm.UNDER_WAY);
        caller.channel(Plan.ORDERS).call(Command.of(new Drop(-1)), Drop.class);
        long began = System.nanoTime();
        storm.rage(caller);
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        storm.isOver();
        stage().stillServes(caller);
        Await.until(
                "nothing is in flight: " + receiver.counts(),
                () -> receiver.counts().inFlight() == 0);
        assertThat(caller.counts().lateReplies()).isZero();
        assertThat(took).isLessThan(stage().transport().stormWithin());
    }
}
