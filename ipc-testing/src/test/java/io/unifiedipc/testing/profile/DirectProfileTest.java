package io.unifiedipc.testing.profile;

import static io.unifiedipc.testing.kit.Await.until;
import static io.unifiedipc.testing.profile.Patience.failure;
import static io.unifiedipc.testing.profile.Patience.is;
import static io.unifiedipc.testing.profile.Patience.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Gathered;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Received;
import io.unifiedipc.Subscription;
import io.unifiedipc.memory.Faults;
import io.unifiedipc.memory.MemoryBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels without a broker between: the caller waits for whoever is there now. */
class DirectProfileTest {
    record Work(String what) {}

    record Done(String what) {}

    private final AtomicReference<Faults.Fault> request = new AtomicReference<>(Faults.Fault.NONE);
    private final AtomicReference<Faults.Fault> reply = new AtomicReference<>(Faults.Fault.NONE);
    private final MemoryBroker broker = new MemoryBroker(
            (step, place, message) -> (step == Faults.Step.PUBLISH ? request : reply).getAndSet(Faults.Fault.NONE));
    private final List<Ipc> all = new ArrayList<>();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final AtomicInteger cancelled = new AtomicInteger();
    private final CompletableFuture<Void> release = new CompletableFuture<>();
    private Subscription subscription;

    @AfterEach
    void close() {
        release.complete(null);
        all.forEach(Ipc::close);
        assertThat(broker.unsettled()).isZero();
    }

    private Ipc open(String service, String like) {
        String yaml = """
                ipc:
                  service: %s
                  transport: memory
                  channels:
                    works: {max-payload: %s, memory: {like: %s}}
                    narrow: {concurrency: 1, window: 1, memory: {like: %s}}
                    news: {kind: events, memory: {like: %s}}
                """.formatted(service, like.equals("grpc") ? "4MiB" : "8MiB", like, like, like);
        Ipc ipc = Ipc.builder().isolated().yaml(yaml).add(broker).build();
        all.add(ipc);
        return ipc;
    }

    private Ipc receiver(String service, String like) {
        Ipc ipc = open(service, like);
        subscription = ipc.channel("works").handle(Work.class, this::handle);
        ipc.channel("narrow").handle(Work.class, this::handle);
        ipc.start();
        return ipc;
    }

    private Done handle(Received<Work> work) {
        String what = work.payload().what();
        handled.add(what);
        switch (what) {
            case "hang" -> {
                CompletableFuture<Void> lost = new CompletableFuture<>();
                work.onCancel(() -> {
                    cancelled.incrementAndGet();
                    lost.complete(null);
                });
                CompletableFuture.anyOf(lost, release).join();
            }
            case "throw" -> throw new IllegalStateException("broken");
            case "large" -> {
                return new Done("x".repeat(5 << 20));
            }
            default -> {}
        }
        return new Done(what);
    }

    private static CompletableFuture<?> call(Ipc ipc, String what) {
        return ipc.channel("works").callAsync(Command.of(new Work(what)), Done.class);
    }

    private static CompletableFuture<?> send(Ipc ipc, String what) {
        return ipc.channel("works").sendAsync(Command.of(new Work(what)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void theEndOfTheHandlerIsTheAnswer(String like) {
        receiver("receiver", like);
        Ipc caller = open("caller", like);

        result(call(caller, "one"));
        result(send(caller, "two"));
        assertThat(handled).containsExactly("one", "two");
        is(failure(call(caller, "throw")), Kind.FAILED, Executed.YES);
        is(failure(send(caller, "throw")), Kind.FAILED, Executed.YES);
        assertThat(handled).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void whoIsNotThereOrCantNowSaysSo(String like) {
        Ipc caller = open("caller", like);
        is(failure(call(caller, "one")), Kind.UNREACHABLE, Executed.NO);
        Ipc receiver = receiver("receiver", like);
        subscription.pause();
        is(failure(call(caller, "two")), Kind.OVERLOADED, Executed.NO);
        subscription.resume();
        Command<Work> hang = Command.of(new Work("hang"));
        CompletableFuture<?> running = caller.channel("narrow").callAsync(hang, Done.class);
        until("it runs", () -> handled.contains("hang"));
        is(failure(caller.channel("narrow").sendAsync(Command.of(new Work("three")))), Kind.OVERLOADED, Executed.NO);
        until("one is left", () -> broker.unsettled("narrow") == 1);
        broker.stop();
        is(failure(running), Kind.CONNECTION_LOST, Executed.MAYBE);
        until("the handler hears of it", () -> cancelled.get() == 1);
        is(failure(send(caller, "four")), Kind.UNREACHABLE, Executed.NO);
        broker.resume();
        until("it has returned", () -> receiver.counts().inFlight() == 0);
        result(call(caller, "five"));
        receiver.close();
        is(failure(call(caller, "six")), Kind.UNREACHABLE, Executed.NO);
        assertThat(handled).containsExactly("hang", "five");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void whoDiesWithACallUnderWayLeavesItsCallerInTheDark(String like) {
        receiver("receiver", like);
        Ipc caller = open("caller", like);
        CompletableFuture<?> running = call(caller, "hang");
        until("it runs", () -> handled.contains("hang"));

        broker.kill("receiver");
        is(failure(running), Kind.CONNECTION_LOST, Executed.MAYBE);
        is(failure(call(caller, "one")), Kind.UNREACHABLE, Executed.NO);
        receiver("receiver", like);
        result(call(caller, "two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void whoClosesRefusesWhatStillComes(String like) {
        Ipc receiver = receiver("receiver", like);
        Ipc caller = open("caller", like);
        CompletableFuture<?> running = call(caller, "hang");
        until("it runs", () -> handled.contains("hang"));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(receiver::close);
        until("it refuses", () -> result(call(caller, "one").handle((done, failure) -> refusal(failure))));
        release.complete(null);
        result(running);
        result(closing);
    }

    private static boolean refusal(@Nullable Throwable failure) {
        return failure instanceof IpcException known && known.kind() == Kind.CLOSED && known.executed() == Executed.NO;
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void cancellationsAndDeadlinesReachTheReceiver(String like) {
        Ipc receiver = receiver("receiver", like);
        Ipc caller = open("caller", like);
        CompletableFuture<?> running = call(caller, "hang");
        until("it runs", () -> handled.contains("hang"));
        running.cancel(true);
        until("the handler hears of it", () -> cancelled.get() == 1);
        until("it has returned", () -> receiver.counts().inFlight() == 0);

        IpcException late = failure(caller.channel("works")
                .callAsync(Command.of(new Work("hang")).withTimeout(Duration.ofMillis(50)), Done.class));
        is(late, Kind.TIMEOUT, Executed.MAYBE);
        until("the handler hears of it", () -> cancelled.get() == 2);
        until("all is over", () -> caller.counts().outstanding() == 0 && broker.unsettled() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void anEventGoesToEachGroupThatHasEverReceived(String like) {
        Ipc caller = open("caller", like);
        is(failure(caller.channel("news").publishAsync(Event.of(new Work("one")))), Kind.UNREACHABLE, Executed.NO);
        is(
                failure(caller.channel("news").gatherAsync(Event.of(new Work("one")), Done.class)),
                Kind.UNREACHABLE,
                Executed.NO);
        for (String group : List.of("billing", "stock")) {
            Ipc ipc = open(group, like);
            ipc.channel("news").respond(group, Work.class, work -> {
                handled.add(group + " " + work.payload().what());
                return new Done(group);
            });
            ipc.start();
        }
        result(caller.channel("news").publishAsync(Event.of(new Work("two"))));
        assertThat(handled).containsExactlyInAnyOrder("billing two", "stock two");
        Gathered<Done> answers = result(caller.channel("news").gatherAsync(Event.of(new Work("three")), Done.class));
        assertThat(answers.replies())
                .extracting(each -> each.payload().what())
                .containsExactlyInAnyOrder("billing", "stock");

        broker.kill("stock");
        IpcException partly = failure(caller.channel("news").publishAsync(Event.of(new Work("four"))));
        is(partly, Kind.UNREACHABLE, Executed.MAYBE);
        assertThat(partly).hasMessageContainingAll("billing has it", "stock UNREACHABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void whatGetsLostOnTheWayThereOrBackLeavesItsCallerInTheDark(String like) {
        receiver("receiver", like);
        Ipc caller = open("caller", like);
        request.set(Faults.Fault.of(Faults.Effect.LOST));
        is(failure(call(caller, "one")), Kind.CONNECTION_LOST, Executed.MAYBE);
        request.set(Faults.Fault.of(Faults.Effect.UNCONFIRMED));
        is(failure(call(caller, "two")), Kind.CONNECTION_LOST, Executed.MAYBE);
        reply.set(Faults.Fault.of(Faults.Effect.LOST));
        is(failure(call(caller, "three")), Kind.CONNECTION_LOST, Executed.MAYBE);
        request.set(Faults.Fault.delay(2_000_000));
        reply.set(Faults.Fault.delay(2_000_000));
        result(call(caller, "four"));
        assertThat(handled).containsExactly("two", "three", "four");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "grpc"})
    void headersHaveLessRoomThanInMemory(String like) {
        receiver("receiver", like);
        Ipc caller = open("caller", like);
        assertThatThrownBy(() -> caller.channel("works")
                        .sendAsync(Command.of(new Work("one")).withHeader("long", "x".repeat(8 << 10))))
                .isInstanceOfSatisfying(IpcException.class, e -> is(e, Kind.TOO_LARGE, Executed.NO));
    }

    @Test
    void httpHasNoLimitOfItsOwn() {
        receiver("receiver", "http");
        Ipc caller = open("caller", "http");
        result(call(caller, "x".repeat(5 << 20)));
        result(call(caller, "large"));
    }

    @Test
    void grpcHasOneWhichAChannelCanNotExceed() {
        assertThat(TransportProfiles.GRPC.tooLarge()).isEqualTo(Executed.MAYBE);
        assertThatThrownBy(() -> Ipc.builder()
                        .isolated()
                        .yaml("ipc: {channels: {works: {transport: memory, max-payload: 5MiB, memory: {like: grpc}}}}")
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("channels.works.max-payload", "5MiB", "4MiB");
    }
}
