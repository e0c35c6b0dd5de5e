package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.Shop.How;
import io.unifiedipc.http.Shop.Place;
import io.unifiedipc.http.Shop.Placed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong between a caller and a receiver, in every way to call: kind, executed, status, how often it ran; and what follows works. */
class FailureTableTest {
    private static final Set<How> ALL = EnumSet.allOf(How.class);
    private static final Set<How> ANSWERED = EnumSet.complementOf(EnumSet.of(How.SEND, How.SEND_LATER));
    private static final int NONE = 0;
    private static final String PATIENT = "8s";
    private static final String IMPATIENT = "400ms";

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    /**
     * One row.
     *
     * @param sku what the handler does
     * @param given what is done to the line before
     * @param status of the receiver's answer, {@link #NONE} where it gives none
     * @param ran how often the handler was called
     */
    record Row(
            String what,
            Set<How> hows,
            String sku,
            String timeout,
            Consumer<Shop> given,
            Kind kind,
            Executed executed,
            int status,
            int ran) {}

    private static Row handler(String sku, Kind kind, Executed executed, int status) {
        return new Row("the handler " + sku, ALL, sku, PATIENT, shop -> {}, kind, executed, status, 1);
    }

    private static Row line(String what, String sku, Consumer<Shop> given, Kind kind, Executed executed, int ran) {
        return new Row(what, ANSWERED, sku, PATIENT, given, kind, executed, ran == 0 ? NONE : 200, ran);
    }

    private static List<Row> rows() {
        return List.of(
                handler("throws", Kind.FAILED, Executed.YES, 500),
                handler("errs", Kind.FAILED, Executed.YES, 500),
                handler("fails later", Kind.FAILED, Executed.YES, 500),
                handler("refuses", Kind.REFUSED, Executed.YES, 422),
                handler("refuses later", Kind.REFUSED, Executed.YES, 422),
                handler("unwritable", Kind.FAILED, Executed.YES, 500),
                handler("unwritable later", Kind.FAILED, Executed.YES, 500),
                new Row(
                        "the handler hangs",
                        ALL,
                        "hangs",
                        IMPATIENT,
                        shop -> {},
                        Kind.TIMEOUT,
                        Executed.MAYBE,
                        NONE,
                        1),
                new Row(
                        "the handler's future never completes",
                        ALL,
                        "never",
                        IMPATIENT,
                        shop -> {},
                        Kind.TIMEOUT,
                        Executed.MAYBE,
                        NONE,
                        1),
                new Row(
                        "the reply is something else",
                        ANSWERED,
                        "is something else",
                        PATIENT,
                        shop -> {},
                        Kind.UNDECODABLE,
                        Executed.YES,
                        200,
                        1),
                line(
                        "closed within the request",
                        "ok",
                        shop -> shop.tap.cutRequestsAfter(60),
                        Kind.CONNECTION_LOST,
                        Executed.MAYBE,
                        0),
                line(
                        "closed within the head of the answer",
                        "ok",
                        shop -> shop.tap.cutAnswersAfter(12),
                        Kind.CONNECTION_LOST,
                        Executed.MAYBE,
                        1),
                line(
                        "closed within the body of the answer",
                        "ok",
                        shop -> shop.tap.cutAnswersAfter(180),
                        Kind.CONNECTION_LOST,
                        Executed.YES,
                        1),
                new Row(
                        "the details of a failure are cut off",
                        ALL,
                        "refuses",
                        PATIENT,
                        shop -> shop.tap.cutAnswersAfter(230),
                        Kind.REFUSED,
                        Executed.YES,
                        422,
                        1),
                new Row(
                        "the answer is lost on the way",
                        ANSWERED,
                        "ok",
                        IMPATIENT,
                        shop -> shop.tap.stall(),
                        Kind.TIMEOUT,
                        Executed.MAYBE,
                        200,
                        1),
                new Row(
                        "the answer comes one byte at a time",
                        ANSWERED,
                        "ok",
                        IMPATIENT,
                        shop -> shop.tap.drip(Duration.ofMillis(20)),
                        Kind.TIMEOUT,
                        Executed.MAYBE,
                        200,
                        1),
                new Row(
                        "the receiver is paused",
                        ALL,
                        "ok",
                        PATIENT,
                        shop -> shop.subscription.pause(),
                        Kind.OVERLOADED,
                        Executed.NO,
                        503,
                        0));
    }

    static Stream<Arguments> table() {
        List<Arguments> all = new ArrayList<>();
        for (Row row : rows()) {
            row.hows().forEach(how -> all.add(Arguments.of(row.what(), how, row)));
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("table")
    void failsAsItShould(String what, How how, Row row) throws Exception {
        Shop shop = new Shop(guard);
        var caller =
                shop.caller("channels.orders.timeout", row.timeout(), "channels.orders.http.address", shop.tap.base());
        row.given().accept(shop);

        boolean declared = row.kind() == Kind.REFUSED && (how == How.CONTRACT || how == How.CONTRACT_FUTURE);
        try {
            Placed reply = Shop.ask(caller, how, Shop.place(row.sku()));
            throw new AssertionError("no failure, but " + reply);
        } catch (IpcException e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(row.kind());
            assertThat(e.executed()).as(e.getMessage()).isEqualTo(row.executed());
            assertThat(e).hasMessageContaining("orders").hasMessageNotContaining("secret");
            assertThat(declared && row.what().startsWith("the handler"))
                    .as("a contract throws what it declares, and not " + e)
                    .isFalse();
        } catch (Shop.OutOfStock e) {
            assertThat(declared).isTrue();
            assertThat(e.left).isEqualTo(1);
        }
        Rig.await(
                "the receiver has answered",
                () -> row.status() == NONE || !shop.tap.statuses().isEmpty());
        if (row.status() == NONE) {
            // The server may write a last word to a caller that has gone; nobody hears it.
            assertThat(shop.tap.statuses()).isSubsetOf(500);
        } else {
            assertThat(shop.tap.statuses()).containsExactly(row.status());
        }
        assertThat(shop.ran).hasSize(row.ran());
        if (row.status() == NONE) {
            Rig.await("the handler hears that nobody waits", shop::allCancelled);
        }
        shop.release.countDown();

        stillServes(shop, caller, how);
    }

    private static void stillServes(Shop shop, io.unifiedipc.Ipc caller, How how) throws Exception {
        shop.tap.heal();
        shop.subscription.resume();
        Placed reply = Shop.ask(caller, how, Command.of(new Place("ok", 1)).withTimeout(Duration.ofSeconds(8)));
        assertThat(reply == null || reply.sku().equals("ok")).isTrue();
    }
}
