package io.unifiedipc.resilience.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.Outcome;
import io.unifiedipc.Received;
import io.unifiedipc.Refusal;
import io.unifiedipc.testing.sim.FaultKind;
import io.unifiedipc.testing.sim.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A bank whose handler says {@code balance += amount}, and a shop that pays, in a world where messages, replies, acknowledgements
 * and whole processes get lost. Balance and outcomes survive; the processes don't. What failed is sent again now and then, under
 * the same key; what is not known in the end is asked for.
 */
final class Bank implements AutoCloseable {
    private static final int MOST_SENDS = 3;
    private static final int MOST_QUERIES = 3;
    private static final int MOST_ROUNDS = 1_000;
    private static final String YAML = """
            ipc:
              service: %s
              transport: memory
              close-within: 20ms
              outcome-stores:
                ledger: {type: survivor, lease: 500ms, alone: true}
              channels:
                accounts: {outcomes: ledger, timeout: 60ms, max-outstanding: 4096, concurrency: 8, window: 64}
            """;

    @Operation(deduplicated = true)
    record Deposit(int number, int amount) {}

    record Deposited(int number) {}

    @Refusal
    static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** One payment, and what its payer knows of it. */
    static final class Payment {
        final Command<Deposit> command;
        private int sends;
        private int queries;
        private boolean refused;
        private @Nullable Executed sent;
        private Executed known = Executed.MAYBE;

        Payment(Command<Deposit> command) {
            this.command = command;
        }

        /** Of several attempts: YES if one says so, else MAYBE, and NO where all of them do. */
        private void learn(Executed executed) {
            Executed before = sent;
            sent = before == Executed.YES || executed == Executed.YES
                    ? Executed.YES
                    : before == Executed.MAYBE || executed == Executed.MAYBE ? Executed.MAYBE : Executed.NO;
        }
    }

    private final Simulation world;
    private final Random random;
    private final Survivor store = new Survivor();
    private final List<Ipc> all = new ArrayList<>();
    private final List<Payment> payments = new ArrayList<>();
    private final Map<Integer, Integer> ran = new HashMap<>();
    private final List<Runnable> later = new ArrayList<>();
    private final Tally tally;
    private final List<String> alive = new ArrayList<>();
    private Ipc shop;
    private long balance;
    private int underWay;

    Bank(Simulation world, Tally tally) {
        this.world = world;
        this.tally = tally;
        random = new Random(world.seed());
        world.faults()
                .rates(0.02)
                .rate(FaultKind.LOST_ACKNOWLEDGEMENT, 0.05)
                .rate(FaultKind.LOST_REPLY, 0.05)
                .rate(FaultKind.DUPLICATE_REQUEST, 0.03)
                .rate(FaultKind.RESTART, 0.0005)
                .rate(FaultKind.DELAY, 0.3);
        openBank();
        openBank();
        shop = open("shop", "shop");
        world.advance(Duration.ofSeconds(2)); // older than clocks may differ
    }

    private Ipc open(String service, String kind) {
        Ipc ipc = world.builder().add(store).yaml(YAML.formatted(service)).build();
        all.add(ipc);
        if (kind.equals("bank")) {
            ipc.channel("accounts").handle(Deposit.class, this::deposit);
            alive.add(service);
        }
        ipc.start();
        return ipc;
    }

    private void openBank() {
        open("bank" + all.size(), "bank");
    }

    private Deposited deposit(Received<Deposit> message) {
        int number = message.payload().number();
        if (number % 50 == 7) {
            throw new Closed();
        }
        if (random.nextInt(40) == 0) {
            throw new IllegalStateException("before anything was done");
        }
        if (random.nextInt(30) == 0) {
            world.advance(Duration.ofMillis(1 + random.nextInt(80)));
        }
        balance += message.payload().amount();
        ran.merge(number, 1, Integer::sum);
        return new Deposited(number);
    }

    // ---- what is paid

    void trade(int count) {
        for (int i = 0; i < count; i++) {
            Payment payment = new Payment(
                    Command.of(new Deposit(i, 1 + random.nextInt(1_000))).madeAt(world.now()));
            payments.add(payment);
            underWay++;
            send(payment);
            goOn(Duration.ofNanos(random.nextInt(4_000_000)));
            if (random.nextInt(300) == 0) {
                dies();
            }
        }
        for (int i = 0; underWay > 0 && i < MOST_ROUNDS; i++) {
            goOn(Duration.ofMillis(20));
        }
        world.faults().stop();
        world.runUntilQuiet();
        assertThat(underWay).as("payments that nobody has heard of").isZero();
    }

    /** Time passes, and what waits for its turn to be sent again or asked for gets it. */
    private void goOn(Duration time) {
        world.advance(time);
        List<Runnable> turns = List.copyOf(later);
        later.clear();
        turns.forEach(Runnable::run);
    }

    /** A bank dies in the middle of whatever it does, or the shop begins anew; another bank takes over. */
    private void dies() {
        if (random.nextInt(3) == 0) {
            shop.close();
            shop = open("shop", "shop");
        } else {
            world.broker().kill(alive.remove(0));
            openBank();
        }
    }

    private void send(Payment payment) {
        payment.sends++;
        shop.channel("accounts").callAsync(payment.command, Deposited.class).whenComplete((reply, failure) -> {
            if (failure == null) {
                payment.learn(Executed.YES);
            } else {
                IpcException why = (IpcException) failure;
                payment.refused |= why.kind() == Kind.REFUSED;
                payment.learn(why.executed());
            }
            boolean known = payment.sent == Executed.YES && (failure == null || payment.refused);
            if (!known && payment.sends < MOST_SENDS && random.nextInt(3) > 0) {
                later.add(() -> send(payment));
            } else {
                tally.sent(Objects.requireNonNull(payment.sent));
                ask(payment);
            }
        });
    }

    /** NO is sure, and so is what it answered itself; all else is asked for. */
    private void ask(Payment payment) {
        if (payment.sent != Executed.MAYBE) {
            payment.known = Objects.requireNonNull(payment.sent);
            underWay--;
            return;
        }
        payment.queries++;
        shop.outcomeAsync("accounts", payment.command, Deposited.class).whenComplete((outcome, failure) -> {
            assertThat(failure).isNull();
            payment.known = outcome.executed();
            payment.refused |= isRefused(outcome);
            if (outcome.executed() == Executed.MAYBE && payment.queries < MOST_QUERIES) {
                later.add(() -> ask(payment));
            } else {
                underWay--;
            }
        });
    }

    private static boolean isRefused(Outcome<?> outcome) {
        IpcException failure = outcome.failure();
        return failure != null && failure.kind() == Kind.REFUSED;
    }

    // ---- what must be true

    void check() {
        for (Payment payment : payments) {
            tally.known(payment.known);
        }
        askTheRest();
        long expected = 0;
        for (Payment payment : payments) {
            int number = payment.command.payload().number();
            int times = ran.getOrDefault(number, 0);
            assertThat(times)
                    .as("payment %s ran, of which %s is known", number, payment.known)
                    .isLessThanOrEqualTo(1);
            if (payment.known == Executed.NO) {
                assertThat(times).as("payment %s, which did not run", number).isZero();
            }
            assertThat(payment.known).as("payment %s after the calm", number).isNotEqualTo(Executed.MAYBE);
            expected += times * (long) payment.command.payload().amount();
        }
        assertThat(balance).isEqualTo(expected);
        assertThat(world.broker().unsettled()).as("unsettled").isZero();
        for (Ipc ipc : all) {
            Ipc.Counts counts = ipc.counts();
            assertThat(counts.outstanding() + counts.pendingReplies() + counts.inFlight())
                    .as("%s", counts)
                    .isZero();
        }
    }

    /** What is left is asked for in the calm, where each has an answer. */
    private void askTheRest() {
        for (Payment payment : payments) {
            if (payment.known == Executed.MAYBE) {
                Outcome<Deposited> outcome = shop.outcome("accounts", payment.command, Deposited.class);
                payment.known = outcome.executed();
                payment.refused |= isRefused(outcome);
            }
        }
        world.runUntilQuiet();
    }

    @Override
    public void close() {
        all.forEach(Ipc::close);
    }
}
