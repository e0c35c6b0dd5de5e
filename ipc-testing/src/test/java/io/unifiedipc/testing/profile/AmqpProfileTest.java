package io.unifiedipc.testing.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.spi.Settlement;
import org.junit.jupiter.api.Test;

/** A queue whose receivers compete for each message. */
class AmqpProfileTest {
    private final MemoryBroker broker = new MemoryBroker();
    private final Bare sender = process("sender");

    private Bare process(String service) {
        return new Bare(broker, service, "amqp", ChannelKind.COMMANDS);
    }

    @Test
    void aKeyHasNoOrderAcrossReceivers() {
        Bare.Receiver one = process("one").receive(1);
        Bare.Receiver two = process("two").receive(1);
        sender.send("1", "k");
        sender.send("2", "k");
        assertThat(one.all).hasSize(1);
        assertThat(two.all).hasSize(1);
    }

    @Test
    void whatComesAgainComesFirstAndSaysHowOftenItCame() {
        Bare.Receiver receiver = process("receiver").receive(1);
        sender.send("1", null);
        sender.send("2", null);
        receiver.all.get(0).delivery().settle(Settlement.RELEASE);
        broker.restart();
        assertThat(receiver.bodies()).containsExactly("1", "1", "1");
        assertThat(receiver.all.get(2).delivery().attempt()).isEqualTo(3);
    }

    @Test
    void aCommandThatNoQueueTakesIsReturned() {
        assertThatThrownBy(() -> sender.send("1", null))
                .isInstanceOfSatisfying(IpcException.class, e -> Patience.is(e, Kind.UNROUTABLE, Executed.NO));
    }
}
