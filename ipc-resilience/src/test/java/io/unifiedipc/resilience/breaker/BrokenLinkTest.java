package io.unifiedipc.resilience.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Gather;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A link that throws in place of saying what is wrong, and one that answers as it likes to many threads. */
class BrokenLinkTest {
    record Work(int number) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private Ipc open(String service, Fake link, String breaker) {
        return guard.watch(
                service,
                Ipc.builder()
                        .isolated()
                        .add(link)
                        .yaml("ipc: {service: " + service + ", transport: fake, channels: {works: {circuit-breaker: {"
                                + breaker + "}}}}")
                        .build());
    }

    @Test
    void whatALinkThrowsIsAFailureAndItsTrialEndsToo() {
        Fake link = new Fake();
        link.throwing = true;
        Ipc ipc = open("thrown-at", link, "window: 2, trials: 1, open-for: 1ms");
        List<Kind> kinds = new ArrayList<>();
        Await.until("it was tried again twice", () -> {
            CompletableFuture<?> sent = ipc.channel("works").sendAsync(Command.of(new Work(1)));
            kinds.add(((IpcException) Await.failure(sent)).kind());
            return link.asked.get() == 4;
        });
        assertThat(kinds).startsWith(Kind.FAILED, Kind.FAILED).containsOnly(Kind.FAILED, Kind.CIRCUIT_OPEN);
        link.throwing = false;
        Await.until(
                "it is closed",
                () -> !ipc.channel("works")
                        .sendAsync(Command.of(new Work(1)))
                        .handle((done, failed) -> failed != null)
                        .join());
    }

    @Test
    void manyCallersOfAPeerThatComesAndGoes() {
        Fake link = new Fake();
        link.moody = true;
        Ipc ipc = open("storm", link, "window: 8, trials: 2, open-for: 1ms");
        AtomicInteger told = new AtomicInteger();
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            callers.add(Await.running(() -> {
                for (int i = 0; i < 2_000; i++) {
                    CompletableFuture<?> sent = ipc.channel("works")
                            .sendAsync(Command.of(new Work(i)))
                            .whenComplete((done, failed) -> told.incrementAndGet());
                    if (i % 7 == 0) {
                        sent.cancel(true);
                    }
                }
            }));
        }
        callers.forEach(Await::result);
        assertThat(told).hasValue(16_000);
        assertThat(ipc.counts().outstanding()).isZero();
        link.moody = false;
        Await.until(
                "calls go through again",
                () -> ipc.channel("works")
                        .sendAsync(Command.of(new Work(1)))
                        .handle((done, failed) -> failed == null)
                        .join());
    }

    /** A transport in one object. */
    private static final class Fake implements TransportProvider, Transport, Link {
        final AtomicInteger asked = new AtomicInteger();
        volatile boolean throwing;
        volatile boolean moody;

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
            return Capabilities.of(8_000, Capability.SEND, Capability.REQUEST);
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
            asked.incrementAndGet();
            if (throwing) {
                throw new IllegalStateException("a broken link");
            }
            if (!call.handOff()) {
                call.end();
            } else if (moody && ThreadLocalRandom.current().nextInt(3) > 0) {
                call.fail(Bench.failure(Kind.CONNECTION_LOST));
            } else {
                call.succeed(Envelope.EMPTY);
            }
        }

        @Override
        public void request(Call call) {
            send(call);
        }

        @Override
        public void gather(Gather gather) {
            send(gather);
        }

        @Override
        public Intake receive(ReceiveSpec spec, Receiver receiver) {
            throw new UnsupportedOperationException("it only sends");
        }

        @Override
        public CompletionStage<Void> close() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
