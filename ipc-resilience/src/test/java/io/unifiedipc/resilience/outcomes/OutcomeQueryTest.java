package io.unifiedipc.resilience.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Outcome;
import io.unifiedipc.resilience.outcomes.Shop.Paid;
import io.unifiedipc.resilience.outcomes.Shop.Pay;
import io.unifiedipc.resilience.outcomes.Shop.Plain;
import io.unifiedipc.testing.kit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a caller learns when it asks what became of its command. */
@Timeout(60)
class OutcomeQueryTest {
    /** Of a store whose first second is over as far as clocks can tell. */
    private static final String STORE = "{type: memory, skew: 1ms, alone: true}";

    private static Outcome<Paid> ask(Shop shop, Command<?> command) {
        return shop.caller.outcome("orders", command, Paid.class);
    }

    private static Command<Pay> pay(String what) {
        return Command.of(new Pay(what, 1)).madeAt(Instant.now());
    }

    private static void ripen(Shop shop) {
        Await.until(
                "the store is older than its skew",
                () -> ask(shop, pay("never " + System.nanoTime())).executed() == Executed.NO);
    }

    @Test
    void whatRanIsToldWithItsReply() {
        try (Shop shop = new Shop(Shop.ORDERS, STORE)) {
            Command<Pay> command = pay("a");
            Paid paid = shop.call(command);
            Outcome<Paid> outcome = ask(shop, command);

            assertThat(outcome.executed()).isEqualTo(Executed.YES);
            assertThat(Objects.requireNonNull(outcome.reply()).payload()).isEqualTo(paid);
            assertThat(outcome.failure()).isNull();
        }
    }

    @Test
    void whatFailedIsToldWithItsFailure() {
        try (Shop shop = new Shop(Shop.ORDERS, STORE)) {
            for (String each : new String[] {"poor", "sick"}) {
                Command<Pay> command = pay(each);
                IpcException failure = shop.failure(command);
                Outcome<Paid> outcome = ask(shop, command);

                assertThat(outcome.executed()).isEqualTo(Executed.YES);
                assertThat(outcome.reply()).isNull();
                IpcException told = Objects.requireNonNull(outcome.failure());
                assertThat(Shop.said(told)).isEqualTo(Shop.said(failure));
                assertThat(told.problem()).isEqualTo(failure.problem());
            }
        }
    }

    @Test
    void whatNeverCameNeverWill() {
        try (Shop shop = new Shop(Shop.ORDERS, STORE)) {
            ripen(shop);
            Command<Pay> command = pay("late");
            Outcome<Paid> outcome = ask(shop, command);
            assertThat(outcome.executed()).isEqualTo(Executed.NO);
            assertThat(ask(shop, command).executed()).isEqualTo(Executed.NO);

            assertThat(Shop.said(shop.failure(command))).isEqualTo("CANCELLED NO");
            assertThat(shop.ran).isEmpty();
        }
    }

    @Test
    void whatRunsIsToldWhenItHasEnded() {
        try (Shop shop = new Shop(Shop.ORDERS, STORE)) {
            Command<Pay> command = pay("hang");
            CompletableFuture<?> call = shop.caller.channel("orders").callAsync(command, Paid.class);
            Await.until("it runs", () -> shop.ran.contains("hang"));
            Outcome<Paid> impatient = ask(shop, command.withTimeout(Duration.ofMillis(50)));
            CompletableFuture<Outcome<Paid>> asked = shop.caller.outcomeAsync("orders", command, Paid.class);
            assertThat(impatient.executed()).isEqualTo(Executed.MAYBE);
            assertThat(Objects.requireNonNull(impatient.failure()).kind())
                    .isIn(Kind.TIMEOUT, Kind.EXPIRED); // whoever sees first that its time is over
            shop.gate.complete(null);

            assertThat(asked.join().executed()).isEqualTo(Executed.YES);
            assertThat(call).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void whatTheStoreCanNotKnowStaysMaybe() {
        try (Shop shop = new Shop(Shop.ORDERS, STORE)) {
            ripen(shop);
            Command<Plain> plain = Command.of(new Plain("x"));
            shop.call(plain);
            assertThat(ask(shop, plain).failure()).hasMessageContaining("keeps no outcomes of 'Plain'");
            Command<Pay> old = Command.of(new Pay("a", 1)).madeAt(Instant.now().minusSeconds(3_600));
            assertThat(ask(shop, old).failure()).hasMessageContaining("may be older than outcome store 'main'");
            Command<Pay> ahead =
                    Command.of(new Pay("a", 1)).madeAt(Instant.now().plusSeconds(3_600));
            assertThat(ask(shop, ahead).failure()).hasMessageContaining("clock");
            assertThat(ask(shop, old).executed())
                    .isEqualTo(ask(shop, ahead).executed())
                    .isEqualTo(Executed.MAYBE);
            assertThat(shop.call(old)).as("it was not fenced").isEqualTo(new Paid(1, 1));
        }
    }

    @Test
    void aReceiverWithoutAStoreLeavesItMaybe() {
        try (Shop shop = new Shop("orders: {outcomes: main}\n    other: {}", STORE);
                Ipc caller = Ipc.builder()
                        .isolated()
                        .add(shop.broker)
                        .yaml("ipc: {transport: memory, channels: {plain: {timeout: 2s}}}")
                        .build();
                Ipc plain = Ipc.builder()
                        .isolated()
                        .add(shop.broker)
                        .yaml("ipc: {transport: memory, channels: {plain: {}}}")
                        .build()) {
            plain.channel("plain").handle(Plain.class, message -> null);
            plain.start();
            Outcome<Void> outcome = caller.outcome("plain", Command.of(new Plain("x")), Void.class);
            assertThat(outcome.executed()).isEqualTo(Executed.MAYBE);
            assertThat(Objects.requireNonNull(outcome.failure()).kind()).isEqualTo(Kind.UNSUPPORTED);
        }
    }

    @Test
    void aKeyOfItsOwnMustSaySinceWhen() {
        try (Shop shop = new Shop(Shop.ORDERS, STORE)) {
            assertThatThrownBy(() -> ask(shop, Command.of(new Pay("a", 1)).withIdempotencyKey("order-17")))
                    .isInstanceOf(IpcException.class)
                    .hasMessageContaining("INVALID")
                    .hasMessageContaining("madeAt");
        }
    }
}
