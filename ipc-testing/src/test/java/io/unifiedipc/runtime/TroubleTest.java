package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Contract;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.Refusal;
import io.unifiedipc.Subscription;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Gather;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Settlement;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Extensions that break their rules, and exceptions that do: the process goes on. */
class TroubleTest {
    record Work(String what) {}

    record Done(String what) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Ipcs ipcs = new Ipcs(guard);
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    /** Text that says when it breaks. */
    static final class Moody implements Codec {
        @Override
        public String name() {
            return "moody";
        }

        @Override
        public String contentType() {
            return "text/moody";
        }

        @Override
        public boolean supports(Type type) {
            return true;
        }

        @Override
        public byte[] encode(Object value, Type type) {
            String text = value instanceof Work work ? work.what : ((Done) value).what;
            if (text.equals("encode " + (value instanceof Work ? "Work" : "Done"))) {
                throw new IllegalStateException("no mood to write");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object decode(byte[] bytes, Type type) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (text.equals("decode " + (type == Work.class ? "Work" : "Done"))) {
                throw new IllegalStateException("no mood to read");
            }
            if (type == Done.class && text.equals("lie Done")) {
                return 7;
            }
            return type == Work.class ? new Work(text) : new Done(text);
        }
    }

    private Ipc moody(boolean later) {
        Ipc ipc = ipcs.open("""
                works: {transport: memory, codec: moody, on-failure: {retry: off}}
                replies: {transport: memory, codec: moody}
                """, new Moody());
        ipc.channel("works").handle(Work.class, work -> {
            ran.add(work.payload().what());
            Done done = new Done(work.payload().what());
            return later ? CompletableFuture.supplyAsync(() -> done) : done;
        });
        ipc.channel("replies").handle(Done.class, reply -> {
            ran.add("reply " + reply.payload().what());
            return null;
        });
        ipc.start();
        return ipc;
    }

    @ParameterizedTest
    @ValueSource(strings = {"encode Work", "decode Work", "encode Done", "decode Done", "lie Done"})
    void aCodecThatThrows(String what) {
        for (boolean later : List.of(false, true)) {
            ran.clear();
            Ipc ipc = moody(later);
            Command<Work> command = Command.of(new Work(what));
            IpcException blocking = null;
            try {
                ipc.channel("works").call(command, Done.class);
            } catch (IpcException e) {
                blocking = e;
            }
            assertThat(blocking).isNotNull();
            boolean reached = what.endsWith("Done");
            assertThat(ran).hasSize(reached ? 1 : 0);
            assertThat(blocking.executed()).as(what).isEqualTo(reached ? Executed.YES : Executed.NO);
            CompletableFuture<?> future;
            try {
                future = ipc.channel("works").callAsync(command, Done.class);
            } catch (IpcException e) {
                future = CompletableFuture.failedFuture(e);
            }
            IpcException async = (IpcException) Await.failure(future);
            assertThat(async.kind()).isEqualTo(blocking.kind());
            assertThat(async.executed()).isEqualTo(blocking.executed());
            ran.clear();
            assertThat(ipc.channel("works").call(Command.of(new Work("ok")), Done.class))
                    .isEqualTo(new Done("ok"));
            ipc.close();
        }
    }

    @Test
    void aReplyElsewhereThatCannotBeWritten() {
        Ipc ipc = moody(false);
        ipc.channel("works").send(Command.of(new Work("encode Done")).withReplyTo("replies"));
        ipc.channel("works").send(Command.of(new Work("ok")).withReplyTo("replies"));
        // Without a key the second may be answered before the first has run.
        Await.until("both ran, and the good reply came", () -> ran.size() >= 3);

        assertThat(ran).containsExactlyInAnyOrder("encode Done", "ok", "reply ok");
    }

    // ---- exceptions

    static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    @Refusal
    static final class HostileRefusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        final HostileRefusal self = this;

        @Override
        public String getMessage() {
            return "a refusal with itself inside";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hostile", "hostile later", "refusal", "interrupt"})
    void anExceptionThatThrows(String what) {
        Ipc ipc = ipcs.open("works: {transport: memory, timeout: 10s, on-failure: {retry: off}}");
        Subscription works = ipc.channel("works").handle(Work.class, work -> {
            ran.add(work.payload().what());
            switch (work.payload().what()) {
                case "hostile" -> throw new Hostile();
                case "hostile later" -> {
                    return CompletableFuture.failedFuture(new Hostile());
                }
                case "refusal" -> throw new HostileRefusal();
                case "interrupt" -> Thread.currentThread().interrupt();
                default -> {}
            }
            return new Done(work.payload().what());
        });
        ipc.start();
        Command<Work> command = Command.of(new Work(what));
        if (what.equals("interrupt")) {
            assertThat(ipc.channel("works").call(command, Done.class)).isEqualTo(new Done(what));
        } else {
            assertThatThrownBy(() -> ipc.channel("works").call(command, Done.class))
                    .isInstanceOfSatisfying(
                            IpcException.class, e -> assertThat(e.executed()).isEqualTo(Executed.YES));
        }
        ipc.channel("works").send(command);
        Await.until("both are over", () -> ran.size() == 2 && works.depth().inFlight() == 0);
        for (int i = 0; i < 100; i++) {
            assertThat(ipc.channel("works").call(Command.of(new Work("ok")), Done.class))
                    .isEqualTo(new Done("ok"));
        }
    }

    // ---- a decorator

    @Test
    void aDecoratorThatThrows() {
        DecoratorProvider broken = new DecoratorProvider() {
            @Override
            public String name() {
                return "retry";
            }

            @Override
            public Schema options() {
                return Schema.of();
            }

            @Override
            public Decorator decorator(DecoratedChannel channel, Config options, Context context) {
                return new Decorator() {
                    @Override
                    public String name() {
                        return "retry";
                    }

                    @Override
                    public void around(Call call, Next next) {
                        if (call.attempt() == 1) {
                            throw new IllegalStateException("a broken decorator");
                        }
                    }
                };
            }
        };
        Ipc ipc = ipcs.open("works: {transport: memory}", broken);

        assertThatThrownBy(() -> ipc.channel("works").call(Command.of(new Work("x")), Done.class))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.FAILED);
                    assertThat(e.executed()).isEqualTo(Executed.NO);
                });
        assertThat(Await.failure(ipc.channel("works").sendAsync(Command.of(new Work("x")))))
                .isInstanceOf(IpcException.class);
    }

    // ---- a transport

    /** A transport whose links do as they are told. */
    static class Fake implements TransportProvider, Transport, Link, Intake {
        volatile Receiver receiver;
        volatile boolean refuses;
        volatile boolean throwsErrors;
        volatile boolean paused;
        volatile boolean closed;

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public Schema transportOptions() {
            return Schema.of();
        }

        @Override
        public Schema channelOptions() {
            return Schema.of();
        }

        @Override
        public Capabilities capabilities(ChannelSpec channel) {
            return new MemoryBroker().capabilities(channel);
        }

        @Override
        public Transport open(Config options, Context context) {
            return this;
        }

        @Override
        public Link link(ChannelSpec channel) {
            return this;
        }

        @Override
        public void send(Call call) {
            throw new IllegalStateException("a broken link");
        }

        @Override
        public void request(Call call) {
            call.handOff();
            if (throwsErrors) {
                throw new AssertionError("a badly broken link");
            }
            throw new IllegalStateException("a broken link");
        }

        @Override
        public void gather(Gather gather) {
            throw new IllegalStateException("a broken link");
        }

        @Override
        public Intake receive(ReceiveSpec spec, Receiver to) {
            if (refuses) {
                throw new IllegalStateException("the port is taken");
            }
            receiver = to;
            return this;
        }

        @Override
        public CompletionStage<Void> close() {
            closed = true;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> ready() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void pause() {
            paused = true;
        }

        @Override
        public void resume() {
            paused = false;
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** A delivery that can be lost, as by a rebalance. */
    static final class Losable implements Delivery {
        final List<Settlement> settled = Collections.synchronizedList(new ArrayList<>());
        private final Envelope envelope;
        private volatile boolean live = true;
        private volatile Runnable lost = () -> {};
        volatile Runnable whileSettling = () -> {};
        volatile @Nullable IpcException unreadable;

        Losable(String operation, String body) {
            envelope = Envelope.of(
                    io.unifiedipc.Headers.EMPTY
                            .plus(HeaderNames.TYPE, operation)
                            .plus(HeaderNames.ID, "1")
                            .plus(HeaderNames.KEY, "k"),
                    body.getBytes(StandardCharsets.UTF_8));
        }

        void lose() {
            live = false;
            lost.run();
        }

        @Override
        public Envelope envelope() {
            return envelope;
        }

        @Override
        public @Nullable IpcException unreadable() {
            return unreadable;
        }

        @Override
        public int attempt() {
            return 0;
        }

        @Override
        public long deadline() {
            return NO_DEADLINE;
        }

        @Override
        public boolean answers() {
            return false;
        }

        @Override
        public boolean mayBlock() {
            return false;
        }

        @Override
        public boolean live() {
            return live;
        }

        @Override
        public void onLost(Runnable hook) {
            lost = hook;
            if (!live) {
                hook.run();
            }
        }

        @Override
        public CompletionStage<Void> reply(Envelope reply) {
            throw new IllegalStateException("nobody asked");
        }

        @Override
        public void settle(Settlement settlement) {
            whileSettling.run();
            settled.add(settlement);
        }
    }

    /** It gets no further than that, not even where its own word for it is one that is handled here. */
    @Test
    void whatItsTransportCouldNotReadIsRefused() {
        Fake fake = new Fake();
        Ipc ipc = ipcs.open("works: {transport: fake, on-failure: {retry: 3, then: drop}}", fake);
        Set<String> ran = ConcurrentHashMap.newKeySet();
        ipc.channel("works").handle(Work.class, work -> ran.add(work.payload().what()));
        ipc.start();
        Losable bad = new Losable("Work", "{\"what\":\"x\"}");
        bad.unreadable = IpcException.of(Kind.UNDECODABLE, Executed.NO, "it is no event");
        fake.receiver.accept(bad);

        Await.until("it is settled", () -> !bad.settled.isEmpty());
        assertThat(bad.settled).containsExactly(Settlement.ACK);
        assertThat(ran).isEmpty();
    }

    /** What is being acknowledged would come once more if its link were closed under it. */
    @Test
    void closingWaitsForAnAcknowledgementOnItsWay() throws InterruptedException {
        Fake fake = new Fake();
        Ipc ipc = ipcs.open("works: {transport: fake}", fake);
        ipc.channel("works").handle(Work.class, work -> null);
        ipc.start();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Losable slow = new Losable("Work", "{\"what\":\"x\"}");
        slow.whileSettling = () -> {
            begun.countDown();
            try {
                assertThat(goOn.await(10, java.util.concurrent.TimeUnit.SECONDS))
                        .isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        fake.receiver.accept(slow);
        assertThat(begun.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();

        Thread closing = new Thread(ipc::close);
        closing.start();
        Await.until("it waits", () -> fake.closed || closing.getState() == Thread.State.TIMED_WAITING);
        assertThat(fake.closed).isFalse();
        goOn.countDown();
        closing.join(10_000);
        assertThat(fake.closed).isTrue();
        assertThat(slow.settled).containsExactly(Settlement.ACK);
    }

    @Test
    void aTransportThatCannotReceiveStopsTheStartAndNotTheEnd() {
        Fake fake = new Fake();
        fake.refuses = true;
        Ipc ipc = ipcs.open("works: {transport: fake}", fake);
        Subscription works = ipc.channel("works").handle(Work.class, w -> null);

        assertThatThrownBy(ipc::start).hasMessageContaining("the port is taken");
        assertThat(works.depth().inFlight()).isZero();
        works.pause();
        ipc.close();
    }

    @Test
    void aLinkThatThrowsEndsTheCall() {
        Fake fake = new Fake();
        Ipc ipc = ipcs.open("works: {transport: fake}", fake);
        for (boolean errors : List.of(false, true)) {
            fake.throwsErrors = errors;
            assertThatThrownBy(() -> ipc.channel("works").call(Command.of(new Work("x")), Done.class))
                    .satisfies(e -> {
                        if (e instanceof IpcException failure) {
                            assertThat(failure.executed()).isEqualTo(Executed.MAYBE);
                        } else {
                            assertThat(e).isInstanceOf(AssertionError.class);
                        }
                    });
            assertThat(ipc.counts().outstanding()).isZero();
        }
    }

    @Test
    void whatWasLostDoesNotRunAgain() throws InterruptedException {
        Fake fake = new Fake();
        Ipc ipc = ipcs.open("works: {transport: fake, on-failure: {retry: 5, backoff: 30ms}}", fake);
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        Subscription works = ipc.channel("works").handle(Work.class, work -> {
            ran.add(work.payload().what() + work.attempt());
            if (work.payload().what().equals("running") && work.attempt() == 2) {
                work.onCancel(told::countDown);
                second.countDown();
                assertThat(told.await(10, java.util.concurrent.TimeUnit.SECONDS))
                        .isTrue();
                assertThat(work.cancelled()).isTrue();
            }
            throw new IllegalStateException("again");
        });
        ipc.start();
        Losable resting = new Losable("Work", "{\"what\":\"resting\"}");
        fake.receiver.accept(resting);
        Await.until("it ran once", () -> ran.contains("resting1"));
        resting.lose();
        Await.until("it was let go", () -> works.depth().inFlight() == 0);
        assertThat(ran).containsExactly("resting1");

        Losable running = new Losable("Work", "{\"what\":\"running\"}");
        fake.receiver.accept(running);
        assertThat(second.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        running.lose();
        assertThat(told.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        Await.until("it was let go", () -> works.depth().inFlight() == 0);
        assertThat(ran).containsExactly("resting1", "running1", "running2");
        assertThat(resting.settled).hasSize(1);
    }

    // ---- bytes

    @Contract(channel = "bytes", version = "1.0.0")
    interface Bytes {
        @Operation("Echo")
        byte[] echo(byte[] bytes);

        byte[] same(List<String> texts);
    }

    @Test
    void bytesAreAPayload() {
        Ipc ipc = ipcs.open("bytes: {transport: memory}");
        ipc.serve(Bytes.class, new Bytes() {
            @Override
            public byte[] echo(byte[] bytes) {
                return bytes;
            }

            @Override
            public byte[] same(List<String> texts) {
                return String.join(",", texts).getBytes(StandardCharsets.UTF_8);
            }
        });
        ipc.start();
        Bytes client = ipc.client(Bytes.class);

        assertThat(client.echo(new byte[] {1, 2})).containsExactly(1, 2);
        assertThat(client.echo(new byte[0])).isEmpty();
        assertThat(client.same(List.of("a", "b"))).isEqualTo("a,b".getBytes(StandardCharsets.UTF_8));
    }
}
