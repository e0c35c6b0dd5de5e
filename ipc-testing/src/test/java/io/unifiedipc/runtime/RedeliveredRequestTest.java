package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.memory.Faults;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Platform;
import io.unifiedipc.spi.Timers;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A request that ran, and comes again since nobody heard of that. */
class RedeliveredRequestTest {
    private static final Duration EXPIRY = Duration.ofHours(1);

    record Work() {}

    record Done() {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    /** The first reply and the first acknowledgement get lost. */
    private static final class FirstAnswerLost implements Faults {
        private final Set<Step> lost = EnumSet.of(Step.REPLY, Step.SETTLE);

        @Override
        public synchronized Fault at(Step step, String place, Envelope message) {
            return lost.remove(step) ? Fault.of(Effect.LOST) : Fault.NONE;
        }
    }

    /** The machine, with a time of day that can be moved. */
    private static final class Moved implements Platform {
        private volatile Duration by = Duration.ZERO;

        @Override
        public Resources open(String service, int workers) {
            Resources machine = new Machine().open(service, workers);
            Clock clock = new Clock() {
                @Override
                public Instant now() {
                    return Instant.now().plus(by);
                }
            };
            return new Resources() {
                @Override
                public Clock clock() {
                    return clock;
                }

                @Override
                public Executor executor() {
                    return machine.executor();
                }

                @Override
                public Timers timers() {
                    return machine.timers();
                }

                @Override
                public void close() {
                    machine.close();
                }
            };
        }
    }

    @Test
    void isNotRefusedAsIfItHadNotRun() {
        AtomicInteger ran = new AtomicInteger();
        Moved time = new Moved();
        Ipc ipc = guard.watch(
                "redelivered",
                Ipc.builder()
                        .isolated()
                        .yaml("ipc: {service: redelivered, channels: {works: {transport: memory, timeout: 10s}}}")
                        .add(new MemoryBroker(new FirstAnswerLost()))
                        .add(time)
                        .build());
        ipc.channel("works").handle(Work.class, work -> {
            ran.incrementAndGet();
            time.by = EXPIRY.multipliedBy(2);
            return new Done();
        });
        ipc.start();

        Throwable failure = Await.failure(
                ipc.channel("works").callAsync(Command.of(new Work()).withExpiry(EXPIRY), Done.class));

        assertThat(ran).hasValue(1);
        assertThat(failure).isInstanceOfSatisfying(IpcException.class, told -> {
            assertThat(told.kind()).isEqualTo(Kind.EXPIRED);
            assertThat(told.executed()).isEqualTo(Executed.MAYBE);
        });
    }
}
