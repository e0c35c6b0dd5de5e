package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.CallStyle.Outcome;
import io.unifiedipc.testing.kit.Worker.Misfit;
import io.unifiedipc.testing.kit.Worker.Orders;
import io.unifiedipc.testing.kit.Worker.Refused;
import io.unifiedipc.testing.kit.Worker.Unknown;
import io.unifiedipc.testing.kit.Worker.Work;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes wrong in handlers, codecs and versions, and what comes of it: kind, executed, how often it ran, what follows. */
interface FailureScenarios extends Scenarios {
    /** Small limits on both sides. */
    String SMALL = "concurrency: 2, window: 8, max-payload: 4KiB";

    /** One way to fail, and what the caller must learn of it. */
    record Row(Object payload, Kind kind, Executed executed, int times) {
        @Override
        public String toString() {
            String text = payload.toString();
            return text.substring(0, Math.min(40, text.length()));
        }
    }

    /** All of them. */
    List<Row> ROWS = List.of(
            new Row(new Work("throw"), Kind.FAILED, Executed.YES, 1),
            new Row(new Work("error"), Kind.FAILED, Executed.YES, 1),
            new Row(new Work("own failure"), Kind.FAILED, Executed.YES, 1),
            new Row(new Work("failed future"), Kind.FAILED, Executed.YES, 1),
            new Row(new Work("refuse"), Kind.REFUSED, Executed.YES, 1),
            new Row(new Work("refused future"), Kind.REFUSED, Executed.YES, 1),
            new Row(new Work("huge"), Kind.TOO_LARGE, Executed.YES, 1),
            new Row(new Work("huge future"), Kind.TOO_LARGE, Executed.YES, 1),
            new Row(new Work("unwritable"), Kind.FAILED, Executed.YES, 1),
            new Row(new Work("other type"), Kind.UNDECODABLE, Executed.YES, 1),
            new Row(new Work("x".repeat(5_000)), Kind.TOO_LARGE, Executed.NO, 0),
            new Row(new Misfit(List.of(1)), Kind.UNDECODABLE, Executed.NO, 0),
            new Row(new Unknown("x"), Kind.UNSUPPORTED, Executed.NO, 0));

    /** A request that fails: its caller learns all there is to know and no secret; nobody tries it again; the channel works. */
    @EachStyle(smoke = true)
    @Needs(Capability.REQUEST)
    default void aFailedRequestIsAnswered(CallStyle style) {
        Served receiver = Served.open(stage(), 1, SMALL + ", on-failure: {retry: 1, backoff: 1ms}");
        Ipc caller = stage().caller("max-payload: 4KiB");
        for (Row row : ROWS) {
            if (style == CallStyle.CONTRACT && !(row.payload instanceof Work)) {
                continue; // a contract can't say it
            }
            stage().worker.seen.clear();
            IpcException failure = style.call(caller, Command.of(row.payload)).failure();
            stage().stillServes(caller);

            Expect.failure(row.kind, row.executed, failure);
            assertThat(failure.getMessage() + failure.problem())
                    .as(row.toString())
                    .contains(Plan.ORDERS)
                    .doesNotContain("secret");
            assertThat(stage().worker.ran()).as(row + ", and the one after it").hasSize(row.times + 1);
        }
        if (stage().has(Capability.PARKING)) {
            assertThat(stage().parked(receiver.subscription()))
                    .as("answered or parked, never both")
                    .isEmpty();
        }
    }

    /** A refusal is data: its name and its fields arrive. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void aRefusalIsData(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller("");
        for (var each : Map.of("refuse", "no", "refused future", "later").entrySet()) {
            Problem problem =
                    style.call(caller, Worker.work(each.getKey())).failure().problem();

            assertThat(problem).isNotNull().satisfies(data -> {
                assertThat(data.refusal()).isEqualTo(Refused.class.getSimpleName());
                assertThat(data.data()).isEqualTo(Map.of("why", each.getValue()));
            });
        }
        stage().stillServes(caller);
    }

    /** A contract throws the refusal that it declares, with its fields; one who shares no class with its receiver. */
    @Test
    @Needs(Capability.REQUEST)
    default void aContractThrowsWhatItDeclares() {
        stage().serving("");
        Orders orders = stage().caller("").client(Orders.class);

        assertThatThrownBy(() -> orders.work(new Work("refuse")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why).isEqualTo("no"));
        assertThatThrownBy(() -> orders.work(new Work("throw")))
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FAILED));
    }

    /** Where nothing is stored, one-way is done when its handler is, and the handler's failure is the answer. */
    @EachStyle(contract = false)
    @Needs(value = Capability.SEND, without = Capability.STORED)
    default void aFailedOneWayCommandIsAnsweredWhereNothingIsStored(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller("timeout: 20s");
        for (Row row : List.of(
                new Row(new Work("throw"), Kind.FAILED, Executed.YES, 1),
                new Row(new Work("refused future"), Kind.REFUSED, Executed.YES, 1),
                new Row(new Misfit(List.of(1)), Kind.UNDECODABLE, Executed.NO, 0),
                new Row(new Unknown("x"), Kind.UNSUPPORTED, Executed.NO, 0))) {
            stage().worker.seen.clear();
            Outcome outcome = send(style, caller, Command.of(row.payload));

            Expect.failure(row.kind, row.executed, outcome.failure());
            assertThat(stage().worker.seen).as(row.toString()).hasSize(row.times);
        }
        stage().stillServes(caller);
    }

    /** Where it is stored, its sender has done its part when it is, and hears of no failure; a reply that can't go harms none. */
    @EachStyle(contract = false)
    @Needs({Capability.SEND, Capability.STORED})
    default void aStoredOneWayCommandNeedsNoReply(CallStyle style) {
        Served receiver = Served.open(stage(), 1, SMALL + ", on-failure: {retry: 2, backoff: 1ms, then: drop}");
        Ipc caller = stage().caller("");
        List<String> all = List.of("good", "nothing", "huge", "unwritable", "throw", "refuse");
        for (String what : all) {
            assertThat(send(style, caller, Worker.work(what)).done()).isNull();
        }
        Await.until(
                "all ran: " + stage().worker.ran(), () -> stage().worker.ran().containsAll(all));
        Await.until("what broke was tried again", () -> stage().worker.ran("throw") == 3);
        receiver.awaitInFlight(0);
        stage().stillServes(caller);

        assertThat(stage().worker.ran())
                .filteredOn(each -> !each.equals("throw"))
                .as("a reply that nobody wants is no reason to try again")
                .containsExactlyInAnyOrder("good", "nothing", "huge", "unwritable", "refuse", "ok");
    }

    private static Outcome send(CallStyle style, Ipc caller, Command<?> command) {
        try {
            if (style == CallStyle.BLOCKING) {
                caller.channel(Plan.ORDERS).send(command);
                return new Outcome(null, null);
            }
            return Await.result(caller.channel(Plan.ORDERS)
                    .sendAsync(command)
                    .handle((nothing, failed) -> new Outcome(null, failed)));
        } catch (IpcException e) {
            return new Outcome(null, e);
        }
    }
}
