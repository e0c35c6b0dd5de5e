package io.unifiedipc.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.unifiedipc.Command;
import io.unifiedipc.Condition;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.broker.KafkaBroker;
import io.unifiedipc.spi.Observer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** What operators have to do, and whether it is done, is told by the channel. */
class ConditionsTest {
    private final Queue<String> changes = new ConcurrentLinkedQueue<>();

    @Test
    void whatIsMissingIsToldUntilItIsThere() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
                Ipc ipc = ipc(broker)) {
            ipc.channel("numbers").handle(String.class, command -> null);
            ipc.start();
            await(ipc, all -> all.size() == 3);
            assertThat(ipc.conditions())
                    .extracting(Condition::part, Condition::kind)
                    .containsExactly(
                            tuple("group numbers", Kind.MISCONFIGURED),
                            tuple("topic numbers", Kind.UNROUTABLE),
                            tuple("topic numbers.parked", Kind.UNROUTABLE));
            assertThat(ipc.conditions().get(0).problem())
                    .contains("share.auto.offset.reset=earliest", "kafka-configs", "create: true");

            admin.createTopics(List.of(
                            new NewTopic("numbers", 1, (short) 1),
                            new NewTopic("numbers.parked", 1, (short) 1)
                                    .configs(Map.of("errors.deadletterqueue.group.enable", "true"))))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            await(ipc, all -> all.size() == 1);
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.GROUP, "numbers"),
                            List.of(
                                    set("share.auto.offset.reset", "earliest"),
                                    set("share.delivery.count.limit", "10"),
                                    set("errors.deadletterqueue.topic.name", "numbers.parked"),
                                    set("errors.deadletterqueue.copy.record.enable", "true"))))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            await(ipc, List::isEmpty);

            assertThat(catchThrowableOfType(
                                    IpcException.class,
                                    () -> ipc.channel("numbers")
                                            .call(Command.of("1").withTimeout(Duration.ofSeconds(50)), String.class))
                            .kind())
                    .isEqualTo(Kind.UNROUTABLE);
            await(ipc, all -> all.size() == 1);
            assertThat(ipc.conditions().get(0).part()).isEqualTo("topic watched.replies");
            admin.createTopics(List.of(new NewTopic("watched.replies", 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            await(ipc, List::isEmpty);

            broker.stop();
            await(ipc, all -> all.stream().anyMatch(each -> each.kind() == Kind.UNREACHABLE));
            broker.resume();
            await(ipc, List::isEmpty);
            assertThat(changes)
                    .contains(
                            "numbers condition topic numbers well unroutable",
                            "numbers condition group numbers well misconfigured",
                            "numbers condition topic numbers well unreachable",
                            "numbers condition topic numbers unreachable well");
        }
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    }

    private static void await(Ipc ipc, Predicate<List<Condition>> wanted) {
        long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!wanted.test(ipc.conditions())) {
            assertThat(System.nanoTime()).as(ipc.conditions().toString()).isLessThan(until);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private Ipc ipc(KafkaBroker broker) {
        return Ipc.builder()
                .isolated()
                .add(new Observer() {
                    @Override
                    public void changed(String channel, String what, String endpoint, String from, String to) {
                        changes.add(String.join(" ", channel, what, endpoint, from, to));
                    }
                })
                .yaml("""
                        ipc:
                          service: watched
                          channels:
                            numbers: {transport: kafka, kafka: {mode: queue}}
                          transports:
                            kafka: {bootstrap-servers: ['%s']}
                        """.formatted(broker.address()))
                .build();
    }
}
