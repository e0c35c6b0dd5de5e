package io.unifiedipc.testing.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.spi.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A log in partitions: who reads which, what is committed, and what comes again. */
class KafkaProfileTest {
    private final MemoryBroker broker = new MemoryBroker();
    private final Bare sender = process("sender");

    private Bare process(String service) {
        return new Bare(broker, service, "kafka", ChannelKind.COMMANDS);
    }

    @Test
    void whatNobodyHasEverReceivedWaitsAndIsReadFromTheBeginning() {
        sender.send("1", "k");
        sender.send("2", "k");
        assertThat(broker.unsettled()).isEqualTo(2);

        Bare.Receiver receiver = process("receiver").receive(8);
        assertThat(receiver.bodies()).containsExactly("1", "2");
        assertThat(receiver.all)
                .allSatisfy(got -> assertThat(got.delivery().attempt()).isZero());
        receiver.all.forEach(Bare.Got::settle);
        assertThat(broker.unsettled()).isZero();
    }

    @Test
    void committedIsOnlyWhatLiesBelowTheLowestUnsettled() {
        Bare.Receiver receiver = process("receiver").receive(8);
        for (int i = 1; i <= 4; i++) {
            sender.send("" + i, "k");
        }
        receiver.settle("1");
        receiver.settle("3");
        receiver.settle("4");
        assertThat(broker.unsettled()).isEqualTo(1);

        broker.restart();
        assertThat(receiver.bodies()).containsExactly("1", "2", "3", "4", "2", "3", "4");
        assertThat(broker.unsettled()).isEqualTo(3);
        receiver.live().forEach(Bare.Got::settle);
        broker.restart();
        assertThat(receiver.all).hasSize(7);
        assertThat(broker.unsettled()).isZero();
    }

    @Test
    void afterACrashAnotherBeginsAtWhatWasCommitted() {
        Bare.Receiver first = process("first").receive(8);
        for (int i = 1; i <= 3; i++) {
            sender.send("" + i, "k");
        }
        first.settle("2");
        broker.kill("first");
        assertThat(first.live()).isEmpty();

        Bare.Receiver second = process("second").receive(8);
        assertThat(second.bodies()).containsExactly("1", "2", "3");
        second.all.forEach(Bare.Got::settle);
        assertThat(broker.unsettled()).isZero();
    }

    @Test
    void receiversCompeteUpToTheNumberOfPartitions() {
        List<Bare.Receiver> all = new ArrayList<>();
        for (int i = 0; i <= TransportProfiles.KAFKA_PARTITIONS; i++) {
            all.add(process("r" + i).receive(100));
        }
        for (int i = 0; i < 20; i++) {
            sender.send("" + i, null);
        }
        assertThat(all.stream().map(each -> each.all.size())).containsExactlyInAnyOrder(5, 5, 5, 5, 0);
    }

    @Test
    void aRebalanceTakesUnsettledMessagesFromTheOneAndGivesThemToTheOther() {
        Bare.Receiver first = process("first").receive(100);
        for (int i = 0; i < 8; i++) {
            sender.send("" + i, null);
        }
        assertThat(first.live()).hasSize(8);

        Bare.Receiver second = process("second").receive(100);
        assertThat(first.live()).hasSize(4);
        assertThat(second.bodies()).hasSize(4);
        Set<String> both = new TreeSet<>(second.bodies());
        first.live().forEach(got -> both.add(got.body()));
        assertThat(both).hasSize(8);
        first.all.forEach(Bare.Got::settle);
        second.all.forEach(Bare.Got::settle);
        assertThat(broker.unsettled()).isZero();
    }

    @Test
    void whoStopsKeepsItsPartitionsUntilItHasSettledWhatItHas() {
        Bare one = process("first");
        Bare.Receiver first = one.receive(1);
        sender.send("1", "k");
        sender.send("2", "k");
        first.intake.stop();
        Bare.Receiver second = process("second").receive(8);
        if (first.live().isEmpty()) { // its partition was among those that the second got
            assertThat(second.bodies()).containsExactly("1", "2");
        } else {
            assertThat(second.bodies()).isEmpty();
            first.settle("1");
            assertThat(second.bodies()).containsExactly("2");
        }
        second.live().forEach(Bare.Got::settle);
        assertThat(first.bodies()).containsExactly("1");
        assertThat(broker.unsettled()).isZero();
    }

    @Test
    void whatIsReleasedComesAgainBeforeWhatFollows() {
        Bare.Receiver receiver = process("receiver").receive(1);
        sender.send("1", "k");
        sender.send("2", "k");
        receiver.all.get(0).delivery().settle(Settlement.RELEASE);
        assertThat(receiver.bodies()).containsExactly("1", "1");
        receiver.settle("1");
        receiver.settle("2");
        assertThat(broker.unsettled()).isZero();
    }

    @Test
    void whateverComesAndGoesEachKeyIsReadInOrderAndNothingIsLost() {
        Random random = new Random(7);
        List<Bare.Receiver> receivers = new ArrayList<>();
        List<String> settled = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            sender.send(i % 7 + ":" + i, "k" + i % 7);
            if (i % 40 == 0) {
                receivers.add(process("r" + i).receive(3));
            } else if (i % 100 == 99) {
                broker.kill("r" + (i - 59) / 40 * 40);
            } else if (i % 70 == 69) {
                broker.restart();
            }
            settleSome(receivers, settled, random);
        }
        while (broker.unsettled() > 0) {
            settleSome(receivers, settled, random);
        }
        assertThat(new TreeSet<>(settled)).hasSize(600);
        for (int key = 0; key < 7; key++) {
            String prefix = key + ":";
            List<Integer> firsts = settled.stream()
                    .filter(each -> each.startsWith(prefix))
                    .distinct()
                    .map(each -> Integer.valueOf(each.substring(2)))
                    .toList();
            assertThat(firsts).isSorted();
        }
    }

    /** As lanes do: the oldest of each receiver's that is live. */
    private static void settleSome(List<Bare.Receiver> receivers, List<String> settled, Random random) {
        for (Bare.Receiver each : receivers) {
            List<Bare.Got> live = each.live();
            if (!live.isEmpty() && random.nextInt(3) > 0) {
                settled.add(live.get(0).body());
                live.get(0).settle();
            }
        }
    }

    @Test
    void aNewGroupOfEventsBeginsWithWhatComesAfterIt() {
        Bare publisher = new Bare(new MemoryBroker(), "publisher", "kafka", ChannelKind.EVENTS);
        publisher.send("before", "k");
        Bare.Receiver one = publisher.receive("one", 8);
        publisher.send("between", "k");
        Bare.Receiver two = publisher.receive("two", 8);
        publisher.send("after", "k");
        assertThat(one.bodies()).containsExactly("between", "after");
        assertThat(two.bodies()).containsExactly("after");
    }

    @Test
    void aMessageIsNoLargerThanAMebibyteWithItsHeaders() {
        int limit = TransportProfiles.KAFKA.maxMessageBytes();
        assertThatThrownBy(() -> sender.send("x".repeat(limit), null))
                .isInstanceOfSatisfying(IpcException.class, e -> Patience.is(e, Kind.TOO_LARGE, Executed.NO))
                .hasMessageContainingAll("kafka", "" + limit, "headers");
        assertThat(broker.unsettled()).isZero();
    }
}
