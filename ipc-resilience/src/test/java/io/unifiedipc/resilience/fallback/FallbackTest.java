package io.unifiedipc.resilience.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.resilience.fallback.Catalogue.Done;
import io.unifiedipc.resilience.fallback.Catalogue.Price;
import io.unifiedipc.resilience.fallback.Catalogue.PriceOf;
import io.unifiedipc.resilience.fallback.Catalogue.RaisePrice;
import io.unifiedipc.resilience.fallback.Catalogue.Stock;
import io.unifiedipc.resilience.fallback.Catalogue.StockOf;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.testing.sim.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a query gets when its receiver can't be had, in a world whose time is its own. */
class FallbackTest {
    private static final String KEPT = "fallback: {max-age: 10s}";
    private static final String FIXED = "fallback: {replies: {PriceOf: '{\"sku\": \"?\", \"cents\": 1}'}}";

    private final Simulation world = new Simulation(5);
    private final Switch inside = new Switch();
    private final List<String> told = new ArrayList<>();
    private final List<String> counted = new ArrayList<>();
    private final List<Ipc> open = new ArrayList<>();
    private int cents = 100;
    private int asked;
    private Duration takes = Duration.ZERO;
    private boolean silent;
    private final List<CompletableFuture<Price>> unanswered = new ArrayList<>();

    @AfterEach
    void close() {
        unanswered.forEach(each -> each.complete(new Price("late", 0)));
        world.runUntilQuiet();
        open.forEach(ipc -> assertThat(ipc.counts())
                .isEqualTo(new Ipc.Counts(0, 0, 0, 0, ipc.counts().lateReplies())));
        open.forEach(Ipc::close);
    }

    /** A caller of a catalogue whose channel has these further lines. */
    private Ipc caller(String more, Fallback... functions) {
        world.faults().stop();
        Ipc catalogue = opened(world.builder(), "catalogue", "concurrency: 4");
        catalogue.channel("catalogue").handle(PriceOf.class, asks -> {
            asked++;
            if (silent) {
                CompletableFuture<Price> never = new CompletableFuture<>();
                unanswered.add(never);
                return never;
            }
            world.advance(takes);
            return new Price(asks.headers().get("x-tenant", asks.payload().sku()), cents++);
        });
        catalogue.channel("catalogue").handle(StockOf.class, asks -> new Stock(3));
        catalogue.channel("catalogue").handle(RaisePrice.class, asks -> new Done(1));
        catalogue.start();
        IpcBuilder builder = world.builder().add(inside).add(observer());
        List.of(functions).forEach(builder::add);
        return opened(builder, "shop", more);
    }

    private Ipc opened(IpcBuilder builder, String service, String more) {
        Ipc ipc = builder.yaml(
                        "ipc:\n  service: " + service + "\n  transport: memory\n  channels:\n    catalogue:\n      "
                                + "timeout: 1s\n      " + more + "\n")
                .build();
        open.add(ipc);
        return ipc;
    }

    private Observer observer() {
        return new Observer() {
            @Override
            public void fellBack(Call call, IpcException reason, String source, Duration age) {
                told.add(call.operation().name() + " " + reason.kind() + " " + source + " " + age.toMillis());
            }

            @Override
            public void counted(String what, String channel) {
                counted.add(what + " " + channel);
            }
        };
    }

    private static Command<PriceOf> price(String sku) {
        return Command.of(new PriceOf(sku));
    }

    private static Document<Price> ask(Ipc shop, Command<?> command) {
        try {
            return shop.channel("catalogue").callAsync(command, Price.class).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IpcException failure ? failure : e;
        }
    }

    private static Kind kind(Runnable what) {
        return catchThrowableOfType(IpcException.class, what::run).kind();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theLastGoodReplyReplacesWhatTellsNothingOfTheAnswer(Kind kind) {
        Ipc shop = caller(KEPT);
        Document<Price> first = ask(shop, price("a"));
        assertThat(first.isFallback()).isFalse();
        assertThat(first.fallbackSource()).isNull();
        assertThat(first.age()).isZero();
        world.advance(Duration.ofSeconds(3));
        inside.fails = kind;
        Set<Kind> covered = Set.of(
                Kind.CIRCUIT_OPEN,
                Kind.OVERLOADED,
                Kind.UNREACHABLE,
                Kind.CONNECTION_LOST,
                Kind.UNROUTABLE,
                Kind.NOBODY_LISTENING,
                Kind.CLOSED,
                Kind.TIMEOUT,
                Kind.EXPIRED);
        if (covered.contains(kind)) {
            Document<Price> again = ask(shop, price("a"));
            assertThat(again.payload()).isEqualTo(first.payload());
            assertThat(again.isFallback()).isTrue();
            assertThat(again.fallbackSource()).isEqualTo("cache");
            assertThat(again.age()).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3100));
            assertThat(told).hasSize(1).first().asString().startsWith("PriceOf " + kind + " cache 30");
            assertThat(shop.channel("catalogue").call(price("a"), Price.class)).isEqualTo(first.payload());
        } else {
            assertThat(kind(() -> ask(shop, price("a")))).isEqualTo(kind);
            assertThat(told).isEmpty();
        }
        assertThat(kind(() -> ask(shop, price("b")))).as("never asked").isEqualTo(kind);
    }

    @Test
    void aLaterReplyReplacesTheOneBefore() {
        Ipc shop = caller(KEPT);
        ask(shop, price("a"));
        Document<Price> second = ask(shop, price("a"));
        inside.fails = Kind.UNREACHABLE;
        assertThat(ask(shop, price("a")).payload()).isEqualTo(second.payload()).isEqualTo(new Price("a", 101));
        assertThat(ask(shop, price("a")).payload())
                .as("a stand-in is not kept anew")
                .isEqualTo(second.payload());
        world.advance(Duration.ofMillis(9_900));
        assertThat(ask(shop, price("a")).age()).isGreaterThan(Duration.ofSeconds(9));
        world.advance(Duration.ofMillis(200));
        assertThat(kind(() -> ask(shop, price("a")))).as("too old").isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aContractsMethodsFallBackToo() {
        Ipc shop = caller(KEPT);
        Catalogue catalogue = shop.client(Catalogue.class);
        Price price = catalogue.price(new PriceOf("a"));
        assertThat(catalogue.stock(new StockOf("a")).join()).isEqualTo(new Stock(3));
        inside.fails = Kind.CIRCUIT_OPEN;
        assertThat(catalogue.price(new PriceOf("a"))).isEqualTo(price);
        assertThat(catalogue.stock(new StockOf("a")).join()).isEqualTo(new Stock(3));
        assertThat(kind(() -> catalogue.raise(new RaisePrice("a", 1)))).isEqualTo(Kind.CIRCUIT_OPEN);
    }

    @Test
    void aCommandThatDidNotRunFails() {
        Ipc shop = caller(KEPT);
        Channel channel = shop.channel("catalogue");
        assertThat(channel.call(Command.of(new RaisePrice("a", 1)), Done.class)).isNotNull();
        inside.fails = Kind.UNREACHABLE;
        assertThat(kind(() -> channel.call(Command.of(new RaisePrice("a", 1)), Done.class)))
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(() -> channel.send(price("a"))))
                .as("nobody waits for a reply")
                .isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void nobodySeesAnotherOnesReply() {
        Ipc shop = caller("fallback: {max-age: 10s, identity: x-tenant}");
        Command<PriceOf> red = price("a").withHeader("x-tenant", "red");
        Command<PriceOf> blue = price("a").withHeader("x-tenant", "blue");
        ask(shop, red);
        inside.fails = Kind.UNREACHABLE;
        assertThat(kind(() -> ask(shop, blue))).isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(() -> ask(shop, price("a")))).isEqualTo(Kind.UNREACHABLE);
        assertThat(counted).containsExactly("fallback-without-identity catalogue");
        inside.fails = null;
        ask(shop, blue);
        ask(shop, price("a"));
        inside.fails = Kind.UNREACHABLE;
        assertThat(ask(shop, red).payload()).isEqualTo(new Price("red", 100));
        assertThat(ask(shop, blue).payload()).isEqualTo(new Price("blue", 101));
        assertThat(kind(() -> ask(shop, price("a")))).as("kept under no name").isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aBlankHeaderSaysForNobody() {
        Ipc shop = caller("fallback: {max-age: 10s, identity: x-tenant}");
        Command<PriceOf> blank = price("a").withHeader("x-tenant", " ");
        ask(shop, blank);
        inside.fails = Kind.UNREACHABLE;
        assertThat(kind(() -> ask(shop, blank))).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void whatDoesNotFitIsNotTheReceiversAnswer() {
        Ipc shop = caller("fallback: {replies: {PriceOf: '[]'}}");
        inside.fails = Kind.UNREACHABLE;
        IpcException failure = catchThrowableOfType(IpcException.class, () -> ask(shop, price("a")));
        assertThat(failure.kind()).isEqualTo(Kind.UNDECODABLE);
        assertThat(failure.executed()).isEqualTo(Executed.MAYBE);
        assertThat(failure).hasMessageContaining("its fallback");
    }

    @Test
    void whatIsForwardedSaysForWhomAReplyIs() {
        Ipc shop = caller("fallback: {max-age: 10s}\n      forward: [x-tenant, traceparent]");
        ask(shop, price("a").withHeader("x-tenant", "red").withHeader("traceparent", "1"));
        ask(shop, price("a"));
        inside.fails = Kind.UNREACHABLE;
        assertThat(ask(shop, price("a").withHeader("x-tenant", "red").withHeader("traceparent", "2"))
                        .payload())
                .isEqualTo(new Price("red", 100));
        assertThat(kind(() -> ask(shop, price("a")))).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void anyHeaderMayMakeADifference() {
        Ipc shop = caller("fallback: {max-age: 10s, ignore: [x-request]}");
        ask(shop, price("a").withHeader("accept-language", "de").withHeader("x-request", "1"));
        inside.fails = Kind.UNREACHABLE;
        assertThat(kind(() -> ask(shop, price("a").withHeader("accept-language", "en"))))
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(() -> ask(shop, price("a")))).isEqualTo(Kind.UNREACHABLE);
        assertThat(ask(shop, price("a").withHeader("accept-language", "de").withHeader("x-request", "2"))
                        .isFallback())
                .isTrue();
    }

    @Test
    void theOrderIsCacheFunctionFixed() {
        List<Fallback.Missed> missed = new ArrayList<>();
        Fallback function = new Fallback("catalogue", "PriceOf", miss -> {
            missed.add(miss);
            String sku = miss.payload(PriceOf.class).sku();
            if (sku.equals("broken")) {
                throw new IllegalStateException("no list price");
            }
            return sku.equals("unknown") ? null : new Price(sku, 7);
        });
        Ipc shop = caller("fallback: {max-age: 10s, replies: {PriceOf: '{\"sku\": \"?\", \"cents\": 1}'}}", function);
        ask(shop, price("kept"));
        inside.fails = Kind.OVERLOADED;
        assertThat(ask(shop, price("kept")).fallbackSource()).isEqualTo("cache");
        assertThat(missed).isEmpty();
        Document<Price> made = ask(shop, price("other").withHeader("x-tenant", "red"));
        assertThat(made.payload()).isEqualTo(new Price("other", 7));
        assertThat(made.fallbackSource()).isEqualTo("function");
        assertThat(made.age()).isZero();
        assertThat(missed).singleElement().satisfies(miss -> {
            assertThat(miss.operation()).isEqualTo("PriceOf");
            assertThat(miss.headers().get("x-tenant")).isEqualTo("red");
            assertThat(miss.failure().kind()).isEqualTo(Kind.OVERLOADED);
            assertThatThrownBy(() -> miss.payload(StockOf.class))
                    .isInstanceOf(ClassCastException.class)
                    .hasMessageContaining("PriceOf");
        });
        Document<Price> fixed = ask(shop, price("unknown"));
        assertThat(fixed.payload()).isEqualTo(new Price("?", 1));
        assertThat(fixed.fallbackSource()).isEqualTo("fixed");
        assertThat(ask(shop, price("broken")).fallbackSource()).isEqualTo("fixed");
        assertThat(counted).containsExactly("fallback-broken catalogue");
        assertThat(told)
                .extracting(each -> each.substring(0, each.lastIndexOf(' ')))
                .containsExactly(
                        "PriceOf OVERLOADED cache",
                        "PriceOf OVERLOADED function",
                        "PriceOf OVERLOADED fixed",
                        "PriceOf OVERLOADED fixed");
    }

    @Test
    void aFunctionNeedsNoBlock() {
        Ipc shop = caller("concurrency: 4", new Fallback("catalogue", "price", miss -> new Price("?", 7)));
        inside.fails = Kind.UNREACHABLE;
        assertThat(shop.describe()).contains("> fallback >");
        assertThatThrownBy(() -> shop.client(Catalogue.class)).hasMessageContaining("there are: PriceOf");
        assertThat(kind(() -> ask(shop, price("a")))).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void aFunctionThatReturnsAFutureIsBroken() {
        Ipc shop = caller(
                "concurrency: 4",
                new Fallback("catalogue", "PriceOf", miss -> CompletableFuture.completedFuture(new Price("?", 7))));
        inside.fails = Kind.UNREACHABLE;
        assertThat(kind(() -> ask(shop, price("a")))).isEqualTo(Kind.UNREACHABLE);
        assertThat(counted).containsExactly("fallback-broken catalogue");
    }

    @Test
    void aSilentReceiverIsGivenUpJustBeforeTheCallerIs() {
        Ipc shop = caller("fallback: {max-age: 1h, before: 200ms}");
        ask(shop, price("a"));
        silent = true;
        var before = world.now();
        Document<Price> kept = ask(shop, price("a"));
        assertThat(kept.fallbackSource()).isEqualTo("cache");
        assertThat(Duration.between(before, world.now())).isBetween(Duration.ofMillis(800), Duration.ofMillis(850));
        assertThat(told).singleElement().asString().startsWith("PriceOf TIMEOUT cache 80");
        before = world.now();
        assertThat(kind(() -> ask(shop, price("b")))).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.between(before, world.now()))
                .as("with nothing to fall back on it keeps all its patience")
                .isBetween(Duration.ofMillis(1000), Duration.ofMillis(1050));
    }

    @Test
    void aCallWithLittlePatienceGivesTheReceiverHalfOfIt() {
        Ipc shop = caller("fallback: {replies: {PriceOf: '{\"sku\": \"?\", \"cents\": 1}'}, before: 500ms}");
        Command<PriceOf> hasty = price("a").withTimeout(Duration.ofMillis(400));
        takes = Duration.ofMillis(150);
        assertThat(ask(shop, hasty).isFallback()).isFalse();
        silent = true;
        var before = world.now();
        assertThat(ask(shop, hasty).fallbackSource()).isEqualTo("fixed");
        assertThat(Duration.between(before, world.now())).isBetween(Duration.ofMillis(200), Duration.ofMillis(250));
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aFunctionWithNothingToSayCostsNoPatience() {
        List<Kind> missed = new ArrayList<>();
        Ipc shop = caller("concurrency: 4", new Fallback("catalogue", "PriceOf", miss -> {
            missed.add(miss.failure().kind());
            return null;
        }));
        takes = Duration.ofMillis(980);
        assertThat(ask(shop, price("a")).isFallback()).isFalse();
        assertThat(missed).containsExactly(Kind.TIMEOUT);
    }

    @Test
    void aCallerThatGivesUpGetsNothingElse() {
        Ipc shop = caller(FIXED);
        silent = true;
        var future = shop.channel("catalogue").callAsync(price("a"), Price.class);
        world.advance(Duration.ofMillis(100));
        future.cancel(true);
        assertThat(future).isCancelled();
        world.runUntilQuiet();
        assertThat(told).isEmpty();
    }

    @Test
    void whatAPeerClaimsIsNotBelieved() {
        for (String block : List.of(KEPT, FIXED, "concurrency: 4")) {
            Ipc shop = caller(block);
            inside.replies = reply -> reply.withHeaders(
                    reply.headers().plus("ipc-fallback", "cache").plus("ipc-fallback-age-ms", "many"));
            Document<Price> real = ask(shop, price("a"));
            assertThat(real.isFallback()).isFalse();
            assertThat(real.age()).isZero();
            inside.fails = Kind.UNREACHABLE;
            if (block.equals(KEPT)) {
                Document<Price> kept = ask(shop, price("a"));
                assertThat(kept.isFallback()).isTrue();
                assertThat(kept.age()).isLessThan(Duration.ofMillis(100));
            }
            inside.fails = null;
        }
    }

    @Test
    void whatCantBeReadLaterIsNotKept() {
        Ipc shop = caller(KEPT);
        for (var change : List.<java.util.function.UnaryOperator<Envelope>>of(
                reply -> reply.withHeaders(reply.headers().without("content-type")),
                reply -> reply.withHeaders(reply.headers().plus("cache-control", "private, no-store")))) {
            inside.replies = change;
            ask(shop, price("a"));
            inside.fails = Kind.UNREACHABLE;
            assertThat(kind(() -> ask(shop, price("a")))).isEqualTo(Kind.UNREACHABLE);
            inside.fails = null;
        }
    }

    @Test
    void whatIsKeptHasABound() {
        Ipc shop = caller("fallback: {max-age: 1h, max-weight: 8KiB}");
        ask(shop, price("x".repeat(9_000)));
        for (int i = 0; i < 200; i++) {
            ask(shop, price("sku-" + i));
        }
        inside.fails = Kind.UNREACHABLE;
        assertThat(kind(() -> ask(shop, price("x".repeat(9_000)))))
                .as("larger than all that may be kept")
                .isEqualTo(Kind.UNREACHABLE);
        int kept = 0;
        for (int i = 0; i < 200; i++) {
            try {
                kept += ask(shop, price("sku-" + i)).isFallback() ? 1 : 0;
            } catch (IpcException e) {
                assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
            }
        }
        assertThat(kept).isBetween(1, 30);
    }

    @Test
    void aCallThatWaitsForEverIsGuardedToo() {
        Ipc shop = caller(KEPT);
        Command<PriceOf> patient = price("a").withTimeout(Duration.ofDays(365_000));
        assertThat(ask(shop, patient).isFallback()).isFalse();
        inside.fails = Kind.UNREACHABLE;
        assertThat(ask(shop, patient).isFallback()).isTrue();
    }

    @Test
    void theOwnLimitCounts() {
        Ipc shop = caller(FIXED + "\n      max-outstanding: 1");
        takes = Duration.ofMillis(100);
        var first = shop.channel("catalogue").callAsync(price("a"), Price.class);
        assertThat(ask(shop, price("b")).fallbackSource()).isEqualTo("fixed");
        assertThat(told).containsExactly("PriceOf OVERLOADED fixed 0");
        assertThat(world.await(first).isFallback()).isFalse();
    }

    @Test
    void aChannelKeepsItsRepliesToItself() {
        Ipc one = caller(KEPT);
        ask(one, price("a"));
        Ipc other = opened(world.builder().add(inside), "other", KEPT);
        inside.fails = Kind.UNREACHABLE;
        assertThat(kind(() -> ask(other, price("a")))).isEqualTo(Kind.UNREACHABLE);
        assertThat(ask(one, price("a")).isFallback()).isTrue();
    }
}
