package io.unifiedipc.resilience.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import io.unifiedipc.resilience.outcomes.Shop.Paid;
import io.unifiedipc.resilience.outcomes.Shop.Pay;
import io.unifiedipc.resilience.outcomes.Shop.PayLater;
import io.unifiedipc.testing.kit.Await;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is deduplicated runs once, and every duplicate is told what the first was. */
@Timeout(60)
class DeduplicationTest {
    private static final String STORE = "{type: memory}";

    @Test
    void aDuplicateGetsTheStoredReply() {
        try (Shop shop = new Shop(Shop.ORDERS, STORE)) {
            for (Command<?> each : new Command<?>[] {
                Command.of(new Pay("a", 1)), Command.of(new PayLater("b", 2)),
            }) {
                Paid first = shop.call(each);
                assertThat(shop.call(each)).isEqualTo(first);
                shop.caller.channel("orders").send(each);
            }
            Await.until("four duplicates came", () -> shop.times("duplicate") == 4);
            assertThat(shop.ran).containsExactly("a", "b");
        }
    }

    @Test
    void aDuplicateGetsTheStoredRefusal() {
        try (Shop shop = new Shop(Shop.ORDERS, STORE)) {
            Command<Pay> command = Command.of(new Pay("poor", 1));
            IpcException first = shop.failure(command);
            IpcException second = shop.failure(command);

            assertThat(Shop.said(second)).isEqualTo("REFUSED YES").isEqualTo(Shop.said(first));
            assertThat(second.problem()).isEqualTo(first.problem());
            assertThat(shop.ran).containsExactly("poor");
        }
    }

    @Test
    void aReplyThatIsAMessageIsSentAgainAsTheSame() {
        try (Shop shop = new Shop(Shop.ORDERS + "\n    replies: {}", STORE);
                Ipc caller = shop.builder()
                        .yaml("ipc: {transport: memory, channels: {orders: {}, replies: {}}}")
                        .build()) {
            List<String> got = new CopyOnWriteArrayList<>();
            caller.channel("replies")
                    .accept(
                            Paid.class,
                            reply -> got.add(reply.payload() + " " + reply.answers() + " " + reply.idempotencyKey()));
            caller.channel("replies")
                    .accept(Problem.class, reply -> got.add(reply.payload().detail()));
            caller.start();
            Command<Pay> paid = Command.of(new Pay("a", 1)).withReplyTo("replies");
            Command<Pay> refused = Command.of(new Pay("poor", 1)).withReplyTo("replies");
            for (Command<Pay> each : List.of(paid, refused, paid, refused)) {
                int before = got.size();
                caller.channel("orders").send(each);
                Await.until("its reply is here: " + got, () -> got.size() == before + 1);
            }
            assertThat(got.get(0)).isEqualTo(got.get(2)).contains("Paid[run=1, amount=1] " + paid.id());
            assertThat(got.get(1)).isEqualTo(got.get(3)).contains("no money");
            assertThat(shop.ran).containsExactly("a", "poor");
        }
    }

    @Test
    void whatBrokeMayRunAgain() {
        try (Shop shop = new Shop(Shop.ORDERS, STORE)) {
            Command<Pay> command = Command.of(new Pay("sick", 7));
            assertThat(Shop.said(shop.failure(command))).isEqualTo("FAILED YES");
            assertThat(shop.call(command)).isEqualTo(new Paid(2, 7)).isEqualTo(shop.call(command));
        }
    }

    @Test
    void aMessageThatNobodyWaitsForIsTriedAgainAndThenDone() {
        try (Shop shop = new Shop("orders: {outcomes: main, on-failure: {retry: 2, backoff: 5ms}}", STORE)) {
            Command<Pay> command = Command.of(new Pay("sick", 7));
            shop.caller.channel("orders").send(command);
            Await.until("it ran twice", () -> shop.ran.size() == 2);
            assertThat(shop.call(command)).isEqualTo(new Paid(2, 7));
        }
    }

    @Test
    void whatAnswersLaterRunsOnceThoughItsCallerHasGone() {
        String direct = ", memory: {like: http}}";
        String orders = Shop.ORDERS.replace("}", direct);
        try (Shop shop = new Shop(orders, STORE);
                Ipc caller = shop.builder()
                        .yaml("ipc: {transport: memory, channels: {orders: {timeout: 5s" + direct + "}}")
                        .build()) {
            Command<PayLater> command = Command.of(new PayLater("hang", 3));
            CompletableFuture<?> gone = caller.channel("orders").callAsync(command, Paid.class);
            Await.until("it runs", () -> shop.ran.contains("hang"));
            gone.cancel(true);
            CompletableFuture<Document<Paid>> second = caller.channel("orders").callAsync(command, Paid.class);
            shop.gate.complete(null);

            assertThat(second.join().payload()).isEqualTo(new Paid(1, 3));
            assertThat(shop.ran).containsOnlyOnce("hang");
        }
    }

    @Test
    void aDuplicateWaitsForTheFirstAndHoldsNoPlace() {
        try (Shop shop = new Shop(Shop.ORDERS, STORE)) {
            Command<Pay> command = Command.of(new Pay("hang", 3));
            CompletableFuture<?> first = shop.caller.channel("orders").callAsync(command, Paid.class);
            Await.until("the first runs", () -> shop.ran.contains("hang"));
            CompletableFuture<?> second = shop.caller.channel("orders").callAsync(command, Paid.class);
            CompletableFuture<?> third = shop.caller.channel("orders").callAsync(command, Paid.class);
            for (int i = 0; i < 5; i++) { // with two places, of which the first has one
                assertThat(shop.call(Command.of(new Pay("other", i)))).isNotNull();
            }
            assertThat(second).isNotDone();
            shop.gate.complete(null);

            assertThat(((Document<?>) second.join()).payload())
                    .isEqualTo(((Document<?>) first.join()).payload())
                    .isEqualTo(((Document<?>) third.join()).payload());
            assertThat(shop.ran).containsOnlyOnce("hang");
            Await.until("nothing is in flight", () -> shop.receiver.counts().inFlight() == 0);
        }
    }

    @Test
    void aDuplicateWaitsNoLongerThanItsCaller() {
        try (Shop shop = new Shop(Shop.ORDERS, STORE)) {
            Command<Pay> command = Command.of(new Pay("hang", 3));
            CompletableFuture<?> first = shop.caller.channel("orders").callAsync(command, Paid.class);
            Await.until("the first runs", () -> shop.ran.contains("hang"));
            assertThat(Shop.said(shop.failure(command.withTimeout(java.time.Duration.ofMillis(50)))))
                    .isIn("TIMEOUT MAYBE", "EXPIRED MAYBE"); // its receiver may say so first
            Await.until(
                    "only the first is in flight", () -> shop.receiver.counts().inFlight() == 1);
            assertThat(first).isNotDone();
        }
    }

    @Test
    void theSameKeyForAnotherPayloadIsRefused() {
        try (Shop shop = new Shop(Shop.ORDERS, STORE)) {
            shop.call(Command.of(new Pay("a", 1)).withIdempotencyKey("k"));
            assertThat(Shop.said(shop.failure(Command.of(new Pay("a", 2)).withIdempotencyKey("k"))))
                    .isEqualTo(Shop.CONFLICT);
            assertThat(Shop.said(shop.failure(Command.of(new PayLater("a", 1)).withIdempotencyKey("k"))))
                    .isEqualTo(Shop.CONFLICT);
        }
    }

    @Test
    void sendersDoNotShareKeys() {
        try (Shop shop = new Shop(Shop.ORDERS, STORE);
                Ipc other = shop.caller("other")) {
            Command<Pay> command = Command.of(new Pay("a", 1)).withIdempotencyKey("k");
            shop.call(command);
            assertThat(other.channel("orders").call(command, Paid.class)).isEqualTo(new Paid(2, 1));
        }
    }

    @Test
    void whatTheStoreHasNoRoomForIsRefused() {
        try (Shop shop = new Shop(Shop.ORDERS, "{type: memory, max-entries: 2}")) {
            Command<Pay> first = Command.of(new Pay("a", 1));
            Paid paid = shop.call(first);
            shop.call(Command.of(new Pay("b", 1)));
            IpcException refused = shop.failure(Command.of(new Pay("c", 1)));

            assertThat(Shop.said(refused)).isEqualTo("OVERLOADED NO");
            assertThat(refused).hasMessageContaining("max-entries").hasMessageContaining("keep");
            assertThat(shop.call(first)).isEqualTo(paid);
            assertThat(shop.ran).containsExactly("a", "b");
        }
    }

    @Test
    void withoutAStoreItIsNotServed() {
        try (Ipc ipc = Ipc.builder()
                .isolated()
                .yaml("ipc: {transport: memory, channels: {orders: {}}}")
                .build()) {
            assertThatThrownBy(() -> ipc.channel("orders").handle(Pay.class, message -> null))
                    .isInstanceOfSatisfying(IpcException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED);
                        assertThat(e.executed()).isEqualTo(Executed.NO);
                    })
                    .hasMessageContaining("set channels.orders.outcomes");
        }
    }
}
