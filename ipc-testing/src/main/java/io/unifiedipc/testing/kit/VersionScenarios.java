package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.testing.kit.Worker.Done;
import io.unifiedipc.testing.kit.Worker.NewOrders;
import io.unifiedipc.testing.kit.Worker.OldOrders;
import io.unifiedipc.testing.kit.Worker.Work;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A major version has an address of its own, and is refused where it comes to another's. */
interface VersionScenarios extends Scenarios {
    /** Writes a version into messages, as a caller that is wrong about its peer does. */
    record Claiming(String version) implements DecoratorProvider, Decorator {
        @Override
        public String name() {
            return "retry";
        }

        @Override
        public Schema options() {
            return Schema.of();
        }

        @Override
        public Decorator decorator(DecoratedChannel channel, Config options, Context context) {
            return this;
        }

        @Override
        public void around(Call call, Next next) {
            var headers = call.envelope().headers().without(HeaderNames.VERSION);
            call.envelope(call.envelope().withHeaders(headers.plus(HeaderNames.VERSION, version)));
            next.proceed(call);
        }
    }

    private Ipc servingBoth() {
        Ipc receiver = stage().receiver(1, how -> {});
        receiver.serve(OldOrders.class, work -> new Done("old " + work.what()));
        receiver.serve(NewOrders.class, work -> new Done("new " + work.what()));
        receiver.start();
        Await.result(receiver.ready());
        return receiver;
    }

    /** Two majors of a channel are served, and called, side by side. */
    @Test
    @Needs(Capability.REQUEST)
    default void majorsRunSideBySide() {
        servingBoth();
        Ipc caller = stage().caller("");
        OldOrders old = caller.client(OldOrders.class);
        NewOrders now = caller.client(NewOrders.class);
        for (String what : List.of("a", "b")) {
            assertThat(old.work(new Work(what))).isEqualTo(new Done("old " + what));
            assertThat(now.work(new Work(what))).isEqualTo(new Done("new " + what));
        }
    }

    /** A reply says that what was asked for is deprecated, and both sides count it by the caller's name. */
    @Test
    @Needs(Capability.REQUEST)
    default void deprecationIsSaidAndCounted() {
        Ipc receiver = servingBoth();
        Ipc caller = stage().caller("");
        caller.client(NewOrders.class).work(new Work("a"));
        assertThat(caller.deprecatedUses()).isEmpty();
        caller.client(OldOrders.class).work(new Work("a"));
        caller.client(OldOrders.class).work(new Work("b"));

        Ipc.DeprecatedUse said = caller.deprecatedUses().get(0);
        assertThat(said.times()).isEqualTo(2);
        assertThat(said.operation()).isEqualTo("Work");
        assertThat(said.major()).isEqualTo(1);
        assertThat(said.since()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(said.sunset()).isEqualTo(Instant.parse("2027-06-01T00:00:00Z"));
        assertThat(receiver.deprecatedUses()).containsExactly(said);
    }

    /** Minor versions share an address and understand each other. */
    @EachStyle(contract = false)
    @Needs(Capability.REQUEST)
    default void minorVersionsUnderstandEachOther(CallStyle style) {
        stage().serving("version: 1.2.0");
        assertThat(style.call(stage().caller("version: 1.7.3"), Worker.work("newer"))
                        .done())
                .isEqualTo(new Done("newer"));
        assertThat(style.call(stage().caller("version: 1.0.0"), Worker.work("older"))
                        .done())
                .isEqualTo(new Done("older"));
    }

    /** Another major finds nobody at its address, and learns it at once. */
    @EachStyle(contract = false)
    @Needs({Capability.REQUEST, Capability.ABSENCE_KNOWN})
    default void anotherMajorFindsNobody(CallStyle style) {
        stage().serving("");
        IpcException failure =
                style.call(stage().caller("version: 2.0.0"), Worker.work("x")).failure();

        assertThat(failure.kind())
                .as(failure.toString())
                .isIn(
                        stage().has(Capability.STORED)
                                ? List.of(Kind.UNROUTABLE, Kind.NOBODY_LISTENING)
                                : List.of(
                                        Kind.UNROUTABLE,
                                        Kind.UNREACHABLE,
                                        Kind.UNSUPPORTED)); // whoever is there says so
        assertThat(failure.executed()).as(failure.toString()).isEqualTo(Executed.NO);
        stage().stillServes(stage().caller(""));
        assertThat(stage().worker.ran()).containsExactly("ok");
    }

    /** Where a caller can't know that nobody is there, what another major sends waits at its own address. */
    @EachStyle(contract = false)
    @Needs(value = Capability.REQUEST, without = Capability.ABSENCE_KNOWN)
    default void anotherMajorIsAtAnotherAddress(CallStyle style) {
        stage().serving("");
        IpcException failure = style.call(stage().caller("version: 2.0.0, timeout: 300ms"), Worker.work("x"))
                .failure();

        assertThat(failure.kind()).as(failure.toString()).isEqualTo(Kind.TIMEOUT);
        stage().stillServes(stage().caller(""));
        assertThat(stage().worker.ran()).containsExactly("ok");
    }

    /** A message at this address that says another major is refused, and does not run. */
    @EachStyle(contract = false)
    @Needs(Capability.REQUEST)
    default void aMessageOfAnotherMajorIsRefused(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller(how -> how.with(new Claiming("2.0.0")));
        IpcException failure = style.call(caller, Worker.work("x")).failure();

        Expect.failure(Kind.UNSUPPORTED, Executed.NO, failure);
        assertThat(Objects.requireNonNull(failure.problem()).members().get("supported"))
                .isEqualTo(List.of("1.0.0"));
        stage().stillServes(stage().caller(""));
        assertThat(stage().worker.ran()).containsExactly("ok");
    }

    /** A message whose version is none is refused, and does not run. */
    @EachStyle(contract = false)
    @Needs(Capability.REQUEST)
    default void aMessageOfNoVersionIsRefused(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller(how -> how.with(new Claiming("v1")));
        IpcException failure = style.call(caller, Worker.work("x")).failure();

        Expect.failure(Kind.INVALID, Executed.NO, failure);
        assertThat(failure).hasMessageContaining("'v1'");
        stage().stillServes(stage().caller(""));
        assertThat(stage().worker.ran()).containsExactly("ok");
    }

    /** Where nobody waits, it is put aside with that reason. */
    @Test
    @Needs({Capability.SEND, Capability.PARKING})
    default void aOneWayMessageOfAnotherMajorIsParked() {
        Served receiver = Served.open(stage(), 1, "");
        stage().caller(how -> how.with(new Claiming("2.0.0")))
                .channel(Plan.ORDERS)
                .send(Worker.work("x"));

        assertThat(stage().awaitParked(receiver.subscription(), 1).get(0).reason())
                .startsWith("UNSUPPORTED");
        assertThat(stage().worker.ran()).isEmpty();
    }
}
