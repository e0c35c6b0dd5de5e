package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Exchange;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A permit belongs to the work: whoever ignores that its caller has gone keeps the permit until it lets go. */
class LeftBehindTest {
    record Work(String what) {}

    record Done(String what) {}

    /** Sends, answers nothing, and does not care whether anybody still waits. */
    private static final class Deaf extends TroubleTest.Fake {
        final Queue<Call> under = new ConcurrentLinkedQueue<>();

        @Override
        public void request(Call call) {
            call.handOff();
            under.add(call);
        }
    }

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Ipcs ipcs = new Ipcs(guard);
    private final Deaf deaf = new Deaf();

    private CompletableFuture<?> call(Ipc ipc, String what, Duration timeout) {
        return ipc.channel("works").callAsync(Command.of(new Work(what)).withTimeout(timeout), Done.class);
    }

    private static IpcException failure(CompletableFuture<?> future, Kind kind, Executed executed) {
        IpcException failure = (IpcException) Await.failure(future);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.executed()).isEqualTo(executed);
        return failure;
    }

    @Test
    void thePermitIsTheWorksAndNotTheCallers() {
        Ipc ipc = ipcs.open("works: {transport: fake, max-outstanding: 1}", deaf);
        failure(call(ipc, "ignored", Duration.ofMillis(50)), Kind.TIMEOUT, Executed.MAYBE);

        IpcException refused = failure(call(ipc, "refused", Duration.ofSeconds(5)), Kind.OVERLOADED, Executed.NO);
        assertThat(refused.text())
                .contains("'works' has 1 exchanges under way, its max-outstanding", "the oldest, Work, for");
        assertThat(ipc.counts().outstanding()).isEqualTo(1);
        assertThat(ipc.exchanges()).extracting(Exchange::state).containsExactly(Exchange.State.LEFT_BEHIND);
        assertThat(ipc.exchanges().get(0).remaining()).isNegative();

        deaf.under.remove().end();
        assertThat(ipc.counts().outstanding()).isZero();
        assertThat(ipc.exchanges()).isEmpty();
    }

    @Test
    void whoWaitsGoesOnWhenTheWorkEnds() {
        Ipc ipc = ipcs.open("works: {transport: fake, max-outstanding: 1, when-full: wait}", deaf);
        CompletableFuture<?> ignored = call(ipc, "ignored", Duration.ofSeconds(20));
        ignored.cancel(true);
        failure(call(ipc, "hasty", Duration.ofMillis(50)), Kind.TIMEOUT, Executed.NO);
        CompletableFuture<?> patient = call(ipc, "patient", Duration.ofSeconds(20));
        assertThat(deaf.under).hasSize(1);
        assertThat(ipc.counts().waiting()).isEqualTo(1);

        deaf.under.remove().end();
        assertThat(deaf.under).hasSize(1);
        deaf.under.remove().succeed(Envelope.EMPTY);
        Await.result(patient);
    }

    @Test
    void whoWaitedAndWasSentSaysBothWhenItTimesOut() {
        Ipc ipc = ipcs.open("works: {transport: fake, max-outstanding: 1, when-full: wait}", deaf);
        CompletableFuture<?> first = call(ipc, "first", Duration.ofSeconds(20));
        CompletableFuture<?> second = call(ipc, "second", Duration.ofSeconds(1));
        deaf.under.remove().succeed(Envelope.EMPTY);
        Await.result(first);

        IpcException late = failure(second, Kind.TIMEOUT, Executed.MAYBE);
        assertThat(late.text()).containsPattern("it waited \\d+ ms of these for a permit");
        deaf.under.remove().end();
    }
}
