package io.unifiedipc.resilience.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Gathered;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Subscription;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.testing.sim.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Breakers in their channels, in a world with a clock of its own. */
class GuardedTest {
    record Pay(int amount) {}

    record Refund(int amount) {}

    record Paid(int amount) {}

    record Job(int number) {}

    private static final String YAML = """
            ipc:
              service: %s
              transport: memory
              channels:
                payments: {circuit-breaker: {window: 4, open-for: 5s, trials: 2}, timeout: 500ms, max-outstanding: 4}
                news: {kind: events, circuit-breaker: {window: 2}, memory: {like: http}}
                jobs: {pause-while-open: payments, memory: {like: kafka}, concurrency: 1, on-failure: {retry: 100, backoff: 1ms}}
            """;

    private final Simulation world = new Simulation(11);
    private final List<String> changes = new ArrayList<>();
    private final List<Ipc> all = new ArrayList<>();
    private final List<Integer> done = new ArrayList<>();
    private int ran;
    private boolean sick;
    private boolean silent;

    private Ipc open(String service) {
        Ipc ipc = world.builder()
                .add(new Observer() {
                    @Override
                    public void changed(String channel, String what, String endpoint, String from, String to) {
                        changes.add(channel + " " + endpoint + ": " + from + " > " + to);
                    }
                })
                .yaml(YAML.formatted(service))
                .build();
        all.add(ipc);
        return ipc;
    }

    private void serve() {
        Ipc till = open("till");
        till.channel("payments").handle(Pay.class, pay -> {
            ran++;
            if (sick) {
                throw new IllegalStateException("out of order");
            }
            return silent ? new CompletableFuture<>() : new Paid(pay.payload().amount());
        });
        till.start();
    }

    private static IpcException failure(Ipc caller, Object payload) {
        IpcException failure = catchThrowableOfType(
                IpcException.class, () -> caller.channel("payments").call(Command.of(payload), Paid.class));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static CompletableFuture<Document<Paid>> pay(Ipc caller) {
        return caller.channel("payments").callAsync(Command.of(new Pay(1)), Paid.class);
    }

    @BeforeEach
    void calm() {
        world.faults().stop();
    }

    @AfterEach
    void close() {
        for (Ipc ipc : all) {
            assertThat(ipc.counts().outstanding()).isZero();
            ipc.close();
        }
    }

    @Test
    void aPeerThatIsBrokenIsLeftAloneAndTriedAgain() {
        serve();
        Ipc caller = open("caller");
        sick = true;
        for (int i = 0; i < 4; i++) {
            assertThat(failure(caller, new Pay(1)).kind()).isEqualTo(Kind.FAILED);
        }
        IpcException refused = failure(caller, new Pay(1));
        assertThat(refused.kind()).isEqualTo(Kind.CIRCUIT_OPEN);
        assertThat(refused.executed()).isEqualTo(Executed.NO);
        assertThat(ran).as("the peer was left alone").isEqualTo(4);

        sick = false;
        world.advance(Duration.ofSeconds(5));
        assertThat(changes).containsExactly("payments : closed > open", "payments : open > half-open");
        for (int i = 0; i < 2; i++) {
            caller.channel("payments").call(Command.of(new Pay(1)), Paid.class);
        }
        assertThat(changes).hasSize(3).endsWith("payments : half-open > closed");
    }

    @Test
    void aPeerThatIsSilentOpensItAndOneThatSaysNoDoesNot() {
        serve();
        Ipc caller = open("caller");
        for (int i = 0; i < 10; i++) {
            assertThat(failure(caller, new Refund(1)).kind()).isEqualTo(Kind.UNSUPPORTED);
        }
        assertThat(changes).isEmpty();
        silent = true;
        for (int i = 0; i < 2; i++) {
            assertThat(failure(caller, new Pay(1)).kind()).isEqualTo(Kind.TIMEOUT);
        }
        assertThat(changes).containsExactly("payments : closed > open");
    }

    @Test
    void ourOwnLimitAndWhoGivesUpCountAsNothing() {
        serve();
        Ipc caller = open("caller");
        silent = true;
        List<CompletableFuture<?>> pending = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pending.add(pay(caller));
        }
        for (int i = 0; i < 10; i++) {
            assertThat(failure(caller, new Pay(1)).kind()).isEqualTo(Kind.OVERLOADED);
        }
        pending.forEach(each -> each.cancel(true));
        world.run();
        assertThat(changes).isEmpty();
    }

    @Test
    void oneWayMessagesAndEachGroupOfAnEventCount() {
        Ipc receiver = open("receiver");
        List<Integer> got = new ArrayList<>();
        receiver.channel("news").subscribe("sick", Paid.class, paid -> {
            ran++;
            throw new IllegalStateException("out of order");
        });
        receiver.channel("news")
                .subscribe("well", Paid.class, paid -> got.add(paid.payload().amount()));
        receiver.start();
        Ipc caller = open("caller");
        for (int i = 0; i < 3; i++) {
            int number = i;
            IpcException failure = catchThrowableOfType(
                    IpcException.class, () -> caller.channel("news").publish(Event.of(new Paid(number))));
            assertThat(failure.text()).contains("well has it");
        }
        assertThat(changes).containsExactly("news sick: closed > open");
        assertThat(ran).isEqualTo(2);
        assertThat(got).containsExactly(0, 1, 2);

        world.broker().stop();
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(() -> caller.channel("payments").send(Command.of(new Pay(1))))
                    .hasMessageContaining("UNREACHABLE");
        }
        world.broker().resume();
        assertThat(changes).hasSize(2).endsWith("payments : closed > open");
    }

    @Test
    void aGroupThatIsSilentIsNotAskedForEver() {
        Ipc receiver = open("receiver");
        receiver.channel("news").respond("silent", Paid.class, paid -> new CompletableFuture<>());
        receiver.channel("news").respond("well", Paid.class, paid -> new Pay(1));
        receiver.start();
        Ipc caller = open("caller");
        for (int i = 0; i < 2; i++) {
            Gathered<Pay> got = caller.channel("news").gather(Event.of(new Paid(i)), Pay.class);
            assertThat(got.replies()).hasSize(1);
            assertThat(got.failures())
                    .singleElement()
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.TIMEOUT));
        }
        assertThat(changes).containsExactly("news silent: closed > open");
        Gathered<Pay> got = caller.channel("news").gather(Event.of(new Paid(3)), Pay.class);
        assertThat(got.replies()).hasSize(1);
        assertThat(got.failures())
                .singleElement()
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CIRCUIT_OPEN));
        world.run();
    }

    // ---- pausing

    private Subscription work(Ipc worker) {
        Subscription jobs = worker.channel("jobs").accept(Job.class, job -> {
            worker.channel("payments").call(Command.of(new Pay(1)), Paid.class);
            done.add(job.payload().number());
        });
        worker.start();
        return jobs;
    }

    private void sendJobs(int from, int to) {
        Ipc boss = all.get(0);
        for (int i = from; i <= to; i++) {
            boss.channel("jobs").send(Command.of(new Job(i)).withKey("one"));
        }
    }

    @Test
    void whoseHandlersNeedWhatIsAwayTakesNothingInMeanwhile() {
        serve();
        Ipc worker = open("worker");
        Subscription jobs = work(worker);
        sendJobs(1, 2);
        world.run();
        assertThat(done).containsExactly(1, 2);

        sick = true;
        sendJobs(3, 8);
        world.advance(Duration.ofSeconds(1));
        assertThat(changes).containsExactly("payments : closed > open", "jobs : on > paused");
        int asked = ran;
        world.advance(Duration.ofSeconds(3));
        assertThat(ran).as("the peer is left alone").isEqualTo(asked);
        assertThat(done).hasSize(2);

        sick = false;
        world.advance(Duration.ofSeconds(60));
        assertThat(done).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(changes).endsWith("jobs : paused > on", "payments : half-open > closed");
        assertThat(jobs.depth().waiting()).isZero();
    }

    @Test
    void theApplicationsOwnPauseIsAnotherReason() {
        serve();
        Ipc worker = open("worker");
        Subscription jobs = work(worker);
        sick = true;
        for (int i = 0; i < 4; i++) {
            failure(worker, new Pay(1));
        }
        sendJobs(1, 1);
        jobs.resume();
        world.run();
        assertThat(ran).as("resumed, but what it needs is away").isEqualTo(4);

        jobs.pause();
        sick = false;
        world.advance(Duration.ofSeconds(5));
        assertThat(changes).endsWith("payments : open > half-open");
        world.run();
        assertThat(done)
                .as("the breaker is no obstacle any more, but the application is")
                .isEmpty();
        jobs.resume();
        world.run();
        assertThat(done).containsExactly(1);
    }

    @Test
    void whoBeginsToReceiveWhileItIsOpenPausesToo() {
        serve();
        Ipc worker = open("worker");
        sick = true;
        for (int i = 0; i < 4; i++) {
            failure(worker, new Pay(1));
        }
        Subscription jobs = work(worker);
        sendJobs(1, 1);
        world.run();
        assertThat(jobs.depth().waiting()).isEqualTo(1);
        assertThat(jobs.depth().inFlight()).isZero();
        sick = false;
        world.advance(Duration.ofSeconds(5));
        assertThat(done).containsExactly(1);
    }
}
