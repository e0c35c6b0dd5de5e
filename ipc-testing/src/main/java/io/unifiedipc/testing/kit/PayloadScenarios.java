package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.Kind;
import io.unifiedipc.Received;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.Worker.Done;
import io.unifiedipc.testing.kit.Worker.Misfit;
import io.unifiedipc.testing.kit.Worker.Work;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Payloads of all sizes and shapes, up to the limits and over them. */
interface PayloadScenarios extends Scenarios {
    /** The limit of one side where the other side's is the default. */
    String SMALL = "max-payload: 2KiB";
    /** More than {@link #SMALL}. */
    String BIG = "x".repeat(5_000);

    /** A receiver that answers bytes with the same bytes, and remembers them. */
    private List<byte[]> echoing(String keys) {
        List<byte[]> seen = new CopyOnWriteArrayList<>();
        Ipc receiver = stage().receiver(1, o -> o.orders(keys));
        receiver.channel(Plan.ORDERS).handle(byte[].class, bytes -> {
            seen.add(bytes.payload());
            return bytes.payload();
        });
        receiver.start();
        Await.result(receiver.ready());
        return seen;
    }

    /** Every value that a byte can have, there and back. */
    @Test
    @Needs(Capability.REQUEST)
    default void everyByteArrivesUnchanged() {
        byte[] all = new byte[512];
        IntStream.range(0, all.length).forEach(i -> all[i] = (byte) i);
        List<byte[]> seen = echoing("codec: bytes");
        Ipc caller = stage().caller("codec: bytes");
        assertThat(caller.channel(Plan.ORDERS).call(Command.of(all), byte[].class))
                .isEqualTo(all);
        assertThat(seen).containsExactly(all);
    }

    /** Nothing, next to nothing, and a megabyte, there and back. */
    @Test
    @Needs(Capability.REQUEST)
    default void payloadsOfAllSizesArrive() {
        List<byte[]> seen = echoing(stage().maxPayload(2 << 20));
        Ipc caller = stage().caller(stage().maxPayload(2 << 20) + ", timeout: 20s");
        for (int size : List.of(0, 1, 4_095, 65_537, large())) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            assertThat(caller.channel(Plan.ORDERS).call(Command.of(bytes), byte[].class))
                    .isEqualTo(bytes);
            assertThat(seen.get(seen.size() - 1)).isEqualTo(bytes);
        }
        assertThat(seen).hasSize(5);
    }

    /** One-way there is no reply to compare with. */
    @Test
    @Needs(Capability.SEND)
    default void oneWayPayloadsOfAllSizesArrive() {
        List<byte[]> seen = echoing(stage().maxPayload(2 << 20));
        Ipc caller = stage().caller(stage().maxPayload(2 << 20) + ", timeout: 20s");
        List<Integer> sizes = List.of(0, 1, large());
        sizes.forEach(size ->
                caller.channel(Plan.ORDERS).send(Command.of(new byte[size]).withKey("in this order")));
        Await.until("all arrived", () -> seen.size() == sizes.size());
        assertThat(seen).extracting(bytes -> bytes.length).isEqualTo(sizes);
    }

    /** A megabyte of text, of which no character is lost. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void aMegabyteOfTextArrives(CallStyle style) {
        stage().serving(stage().maxPayload(4 << 20));
        String text = "a\"b\\c\n\u0000€\uD83D\uDE80".repeat(large() / 32);
        Ipc caller = stage().caller(stage().maxPayload(4 << 20) + ", timeout: 20s");
        assertThat(style.call(caller, Worker.work(text)).done()).isEqualTo(new Done(text));
        assertThat(stage().worker.ran()).containsExactly(text);
    }

    private int large() {
        int headers = 64 * 1024;
        return Math.min(1 << 20, stage().transport().largest() - headers);
    }

    /** What this side must not send is refused here, and nothing arrives. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void overTheSendersLimitNothingIsSent(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller(SMALL);
        Expect.failure(
                Kind.TOO_LARGE,
                Executed.NO,
                style.call(caller, Worker.work(BIG)).failure());
        if (stage().has(Capability.SEND)) {
            Expect.failure(
                    Kind.TOO_LARGE,
                    Executed.NO,
                    () -> caller.channel(Plan.ORDERS).send(Worker.work(BIG)));
        }
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("ok");
    }

    /** What the other side does not take is refused there, and does not run. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void overTheReceiversLimitNothingRuns(CallStyle style) {
        stage().serving(SMALL);
        Ipc caller = stage().caller("timeout: 10s");
        Expect.failure(
                Kind.TOO_LARGE,
                Executed.NO,
                style.call(caller, Worker.work(BIG)).failure());
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("ok");
    }

    /** One-way the sender hears of it where the outcome is the handler's. */
    @Test
    @Needs(value = Capability.SEND, without = Capability.STORED)
    default void overTheReceiversLimitOneWayFails() {
        stage().serving(SMALL);
        Ipc caller = stage().caller("timeout: 10s");
        Expect.failure(
                Kind.TOO_LARGE, Executed.NO, () -> caller.channel(Plan.ORDERS).send(Worker.work(BIG)));
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("ok");
    }

    /** Where the message was stored it is put aside, whole, without a try. */
    @Test
    @Needs({Capability.SEND, Capability.PARKING})
    default void overTheReceiversLimitOneWayIsParked() {
        Ipc receiver = stage().receiver(1, o -> o.orders(SMALL));
        var subscription = stage().worker.serves(receiver);
        receiver.start();
        Await.result(receiver.ready());
        Ipc caller = stage().caller("timeout: 10s");
        Command<Work> command = Worker.work(BIG);
        caller.channel(Plan.ORDERS).send(command);
        assertThat(stage().awaitParked(subscription, 1)).allSatisfy(parked -> {
            assertThat(parked.id()).isEqualTo(command.id());
            assertThat(parked.attempts()).isZero();
            assertThat(parked.body().length).isGreaterThan(BIG.length());
        });
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("ok");
    }

    /** A reply that must not leave the receiver: the work has been done. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void aReplyOverTheReceiversLimitFails(CallStyle style) {
        stage().serving(SMALL);
        aHugeReplyFails(style, stage().caller("timeout: 10s"));
    }

    /** A reply that the caller does not take: the work has been done. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void aReplyOverTheCallersLimitFails(CallStyle style) {
        stage().serving("");
        aHugeReplyFails(style, stage().caller(SMALL + ", timeout: 10s"));
    }

    private void aHugeReplyFails(CallStyle style, Ipc caller) {
        for (String what : List.of("huge", "huge future")) {
            Expect.failure(
                    Kind.TOO_LARGE,
                    Executed.YES,
                    style.call(caller, Worker.work(what)).failure());
        }
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("huge", "huge future", "ok");
    }

    /** Lists and arrays need no type of their own; null is a value among others. */
    @Test
    @Needs(Capability.REQUEST)
    default void listsArraysAndNullArrive() {
        Ipc receiver = stage().receiver(1, o -> {});
        var orders = receiver.channel(Plan.ORDERS);
        orders.handle(String[].class, Received::payload);
        orders.handle(int[].class, numbers -> List.of(numbers.payload().length, 7));
        orders.handle(Work[].class, works -> new Done[] {new Done(works.payload()[0].what()), null});
        orders.handle(Work.class, work -> null);
        receiver.start();
        Await.result(receiver.ready());
        var caller = stage().caller("").channel(Plan.ORDERS);
        for (String[] each : new String[][] {{}, {"a"}, {"a", null, "", "b,c"}}) {
            assertThat(caller.call(Command.of(each), String[].class)).isEqualTo(each);
        }
        assertThat(caller.call(Command.of(new int[3]), int[].class)).isEqualTo(new int[] {3, 7});
        assertThat(caller.call(Command.of(new Work[] {new Work("apple")}), Done[].class))
                .isEqualTo(new Done[] {new Done("apple"), null});
        assertThat(caller.call(Worker.work("apple"), Done.class)).isNull();
        assertThat(caller.call(Worker.work("apple"), Void.class)).isNull();
        assertThat(Await.result(caller.callAsync(Worker.work("apple"), Done.class))
                        .payload())
                .isNull();
    }

    /** Fields of other types: the handler never sees them. */
    @EachStyle(contract = false)
    @Needs(Capability.REQUEST)
    default void fieldsThatDoNotFitAreRefused(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller("");
        Expect.failure(
                Kind.UNDECODABLE,
                Executed.NO,
                style.call(caller, Command.of(new Misfit(List.of(1)))).failure());
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("ok");
    }

    /** Bytes that are not what their content type says. */
    @Test
    @Needs(Capability.REQUEST)
    default void bytesThatAreNoJsonAreRefused() {
        stage().serving("");
        Ipc liar = stage().caller(o -> o.orders("codec: " + Garbage.NAME).with(new Garbage()));
        for (String each :
                List.of("{", "{\"what\":\"\u00ff\"}", "\u0000\u0001", "[]", "7", "", "null", "{\"what\":\"a\"}{")) {
            Expect.failure(
                    Kind.UNDECODABLE,
                    Executed.NO,
                    () -> liar.channel(Plan.ORDERS).call(Worker.work(each), Void.class));
        }
        stage().stillServes(stage().caller(""));
        assertThat(stage().worker.ran()).containsExactly("ok");
    }

    /** A reply of another type than the caller wants: the work has been done. */
    @Test
    @Needs(Capability.REQUEST)
    default void aReplyThatDoesNotFitFails() {
        stage().serving("");
        Ipc caller = stage().caller("");
        Expect.failure(
                Kind.UNDECODABLE,
                Executed.YES,
                () -> caller.channel(Plan.ORDERS).call(Worker.work("apple"), Misfit.class));
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("apple", "ok");
    }
}
