package io.unifiedipc.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.broker.KafkaBroker;
import io.unifiedipc.testing.kit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator does to a topic while it is in use. */
class TopicChangesTest {
    private static final int KEYS = 40;

    record Order(String name) {}

    private static KafkaBroker broker;
    private static Admin admin;

    private final Set<String> handled = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void startBroker() {
        broker = KafkaBroker.start();
        admin = Admin.create(Map.of("bootstrap.servers", broker.address()));
    }

    @AfterAll
    static void stopBroker() {
        admin.close(Duration.ZERO);
        broker.close();
    }

    /** Messages of keys that are in a new partition now are found there. */
    @ParameterizedTest
    @ValueSource(strings = {"log", "queue"})
    void aPartitionIsAdded(String mode) throws Exception {
        create(mode + ".more", 1);
        try (Ipc ipc = ipc(mode, mode + ".more")) {
            receive(ipc);
            sendAll(ipc, "before");
            admin.createPartitions(Map.of(mode + ".more", NewPartitions.increaseTo(3)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            Await.until("the sender has found it, and its receiver, too", () -> {
                sendAll(ipc, "after " + System.nanoTime());
                return partitionsWithRecords(mode + ".more") == 3;
            });
            sendAll(ipc, "last");
        }
    }

    /** Nobody hangs; and where it is there again, it is used again. */
    @ParameterizedTest
    @ValueSource(strings = {"log", "queue"})
    void aTopicIsDeleted(String mode) throws Exception {
        String topic = mode + ".gone";
        create(topic, 1);
        try (Ipc ipc = ipc(mode, topic)) {
            receive(ipc);
            sendAll(ipc, "before");
            admin.deleteTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
            Await.until("it is known to be gone", () -> {
                IpcException failure = failure(ipc);
                assertThat(failure.executed()).as(failure.getMessage()).isNotEqualTo(Executed.YES);
                return failure.kind() == Kind.UNROUTABLE && failure.executed() == Executed.NO;
            });
            create(topic, 1);
            Await.until("it is used again", () -> {
                try {
                    ipc.channel("orders").send(order("again"));
                } catch (IpcException e) {
                    return false;
                }
                return handled.contains("again");
            });
        }
    }

    @Test
    void aTopicThatComesLaterIsFound() throws Exception {
        try (Ipc ipc = ipc("log", "log.later")) {
            ipc.channel("orders").handle(Order.class, order -> {
                handled.add(order.payload().name());
                return null;
            });
            ipc.start();
            assertThat(failure(ipc).kind()).isEqualTo(Kind.UNROUTABLE);
            create("log.later", 2);
            Await.result(ipc.ready());
            sendAll(ipc, "then");
        }
    }

    /** Replies that were in it are gone: who waits is told at once, and the next call gets its reply. */
    @Test
    void theTopicOfRepliesIsMadeAnew() throws Exception {
        create("asked", 1);
        create("shop.replies", 1);
        CountDownLatch hold = new CountDownLatch(1);
        try (Ipc ipc = ipc("log", "asked")) {
            ipc.channel("orders").handle(Order.class, order -> {
                if (order.payload().name().equals("slow")) {
                    hold.await();
                }
                return order.payload();
            });
            ipc.start();
            Await.result(ipc.ready());
            assertThat(answer(ipc, "first").join()).isEqualTo(new Order("first"));

            CompletableFuture<Order> pending = answer(ipc, "slow");
            admin.deleteTopics(List.of("shop.replies", "shop.replies.parked"))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            create("shop.replies", 1);
            Throwable failure = pending.handle((reply, thrown) -> thrown).get(60, TimeUnit.SECONDS);
            hold.countDown();

            assertThat(failure).hasRootCauseInstanceOf(IpcException.class);
            IpcException lost = (IpcException) failure.getCause();
            assertThat(lost.executed()).as(lost.getMessage()).isEqualTo(Executed.MAYBE);
            assertThat(lost.kind()).as(lost.getMessage()).isEqualTo(Kind.CONNECTION_LOST);
            Await.until("calls are answered again", () -> {
                try {
                    return new Order("next").equals(answer(ipc, "next").get(30, TimeUnit.SECONDS));
                } catch (ExecutionException e) {
                    return false;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    private static CompletableFuture<Order> answer(Ipc ipc, String name) {
        return ipc.channel("orders")
                .callAsync(Command.of(new Order(name)).withTimeout(Duration.ofSeconds(30)), Order.class)
                .thenApply(Document::payload);
    }

    private void receive(Ipc ipc) {
        ipc.channel("orders").handle(Order.class, order -> {
            handled.add(order.payload().name());
            return null;
        });
        ipc.start();
        Await.result(ipc.ready());
    }

    private void sendAll(Ipc ipc, String what) {
        Set<String> all = IntStream.range(0, KEYS).mapToObj(i -> what + " " + i).collect(Collectors.toSet());
        all.forEach(each -> ipc.channel("orders").send(order(each).withKey(each)));
        Await.until(what + " was handled", () -> handled.containsAll(all));
    }

    private static Command<Order> order(String name) {
        return Command.of(new Order(name)).withTimeout(Duration.ofSeconds(5));
    }

    private static IpcException failure(Ipc ipc) {
        try {
            ipc.channel("orders").send(order("lost"));
        } catch (IpcException e) {
            return e;
        }
        return IpcException.of(Kind.TIMEOUT, Executed.MAYBE, "it was taken");
    }

    private static long partitionsWithRecords(String topic) {
        try {
            var partitions = IntStream.range(0, 3)
                    .mapToObj(i -> new TopicPartition(topic, i))
                    .collect(Collectors.toMap(each -> each, each -> OffsetSpec.latest()));
            return admin.listOffsets(partitions).all().get(30, TimeUnit.SECONDS).values().stream()
                    .filter(each -> each.offset() > 0)
                    .count();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void create(String topic, int partitions) throws Exception {
        admin.createTopics(List.of(
                        new NewTopic(topic, partitions, (short) 1), new NewTopic(topic + ".parked", 1, (short) 1)))
                .values()
                .get(topic)
                .get(30, TimeUnit.SECONDS);
    }

    private static Ipc ipc(String mode, String topic) {
        return Ipc.builder()
                .isolated()
                .yaml("""
                        ipc:
                          service: shop
                          channels:
                            orders: {transport: kafka, kafka: {mode: %s, topic: %s}}
                          transports:
                            kafka:
                              bootstrap-servers: ['%s']
                              native: {delivery.timeout.ms: '5000', request.timeout.ms: '2000', linger.ms: '0'}
                        """.formatted(mode, topic, broker.address()))
                .build();
    }
}
