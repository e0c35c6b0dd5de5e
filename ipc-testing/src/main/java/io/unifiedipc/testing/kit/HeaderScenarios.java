package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.Ipc;
import io.unifiedipc.Kind;
import io.unifiedipc.Received;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.Worker.Done;
import io.unifiedipc.testing.kit.Worker.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Attributes and headers arrive as they were sent. */
interface HeaderScenarios extends Scenarios {
    /** What a message's time and the like may add between two messages. */
    int MARGIN = 64;
    /** A character that takes more bytes than any other on a wire: three, each of which may be escaped. */
    String WIDE = "€";

    /** Values that something on the way may trim, split, join, decode, or take for its own. */
    private static Map<String, String> goldenHeaders() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("x-plain", "apple");
        all.put("x-empty", "");
        all.put("x-blank", " ");
        all.put("x-blanks", "  a  b  ");
        all.put("x-words", "Grüße, žluťoučký 日本語");
        all.put("x-astral", "to the \uD83D\uDE80 and back");
        all.put("x-decomposed", "e\u0301");
        all.put("x-invisible", "\u00a0\u2028\ufeff");
        all.put("x-quoted", "\"a \\\"b\\\\\"");
        all.put("x-percent", "100% %41 %zz %");
        all.put("x-commas", "a,b, c,,");
        all.put("x-semicolons", "a;b=\"c\"; q=0.5");
        all.put("x-url", "a: b=c&d=e+f?#[]");
        all.put("x-number", "007");
        all.put("x-true", "true");
        all.put("x-null", "null");
        all.put("x-data-bin", "not base64!");
        all.put("dotted.and_scored-1", "odd name");
        all.put("7", "odd name");
        for (String name : List.of(
                "accept",
                "authorization",
                "cookie",
                "correlation-id",
                "date",
                "expect",
                "expiration",
                "from",
                "host",
                "id",
                "key",
                "priority",
                "range",
                "reply-to",
                "te",
                "timestamp",
                "type",
                "upgrade",
                "user-agent")) {
            all.put(name, "not the transport's own");
        }
        return all;
    }

    private static Command<Work> with(Command<Work> command, Map<String, String> headers) {
        Command<Work> more = command;
        for (Map.Entry<String, String> each : headers.entrySet()) {
            more = more.withHeader(each.getKey(), each.getValue());
        }
        return more;
    }

    private Received<Work> onlySeen() {
        Await.until("it arrived", () -> !stage().worker.seen.isEmpty());
        assertThat(stage().worker.seen).hasSize(1);
        return stage().worker.seen.get(0);
    }

    /** Of a request: all of the application's headers, unchanged, and no others. */
    @EachStyle(contract = false, smoke = true)
    @Needs(Capability.REQUEST)
    default void headersOfARequestArrive(CallStyle style) {
        stage().serving("");
        style.call(stage().caller(""), with(Worker.work("apple"), goldenHeaders()))
                .done();
        assertThat(onlySeen().headers().toMap()).isEqualTo(goldenHeaders());
    }

    /** Of a one-way command too. */
    @Test
    @Needs(Capability.SEND)
    default void headersOfAOneWayCommandArrive() {
        stage().serving("");
        stage().caller("").channel(Plan.ORDERS).send(with(Worker.work("apple"), goldenHeaders()));
        assertThat(onlySeen().headers().toMap()).isEqualTo(goldenHeaders());
    }

    /** Of an event too, with its attributes. */
    @Test
    @Needs(Capability.PUBLISH)
    default void headersOfAnEventArrive() {
        List<Received<Work>> heard = new CopyOnWriteArrayList<>();
        Ipc receiver = stage().receiver(1, o -> {});
        receiver.channel(Plan.NEWS).subscribe("billing", Work.class, heard::add);
        receiver.channel(Plan.NEWS).subscribe("audit", Work.class, heard::add);
        receiver.start();
        Await.result(receiver.ready());
        Event<Work> event = Stage.event("apple").withKey("basket 7").withIdempotencyKey("once");
        for (Map.Entry<String, String> each : goldenHeaders().entrySet()) {
            event = event.withHeader(each.getKey(), each.getValue());
        }
        stage().caller("").channel(Plan.NEWS).publish(event);
        Await.until("both heard of it", () -> heard.size() == 2);
        for (Received<Work> each : heard) {
            assertThat(each.headers().toMap()).isEqualTo(goldenHeaders());
            assertThat(List.of(each.id(), String.valueOf(each.key()), each.idempotencyKey(), each.operation()))
                    .containsExactly(event.id(), "basket 7", "once", "Work");
        }
    }

    /** Who sent it, what it is, and which piece of work. */
    @EachStyle(contract = false)
    @Needs(Capability.REQUEST)
    default void attributesArrive(CallStyle style) {
        stage().serving("");
        Command<Work> command = Worker.work("apple").withKey("basket").withIdempotencyKey("once");
        style.call(stage().caller(""), command).done();
        Received<Work> seen = onlySeen();
        assertThat(seen.id()).isEqualTo(command.id());
        assertThat(seen.key()).isEqualTo("basket");
        assertThat(seen.idempotencyKey()).isEqualTo("once");
        assertThat(seen.operation()).isEqualTo("Work");
        assertThat(seen.source()).startsWith(stage().plan().mark() + "-p0-");
        assertThat(seen.attempt()).isEqualTo(1);
        assertThat(seen.answers()).isNull();
        assertThat(seen.headers()).isEqualTo(Headers.EMPTY);
    }

    /** What the application leaves out stays out, and two messages are never the same one. */
    @EachStyle
    @Needs(Capability.REQUEST)
    default void attributesHaveDefaults(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller("");
        style.call(caller, Worker.work("apple")).done();
        style.call(caller, Worker.work("pear")).done();
        assertThat(stage().worker.seen).hasSize(2).allSatisfy(seen -> {
            assertThat(seen.key()).isNull();
            assertThat(seen.id()).isNotEmpty().isEqualTo(seen.idempotencyKey());
            assertThat(seen.attempt()).isEqualTo(1);
        });
        assertThat(stage().worker.seen).extracting(Received::id).doesNotHaveDuplicates();
    }

    /** A key is any text, and stays what it is. */
    @Test
    @Needs(Capability.REQUEST)
    default void oddKeysArrive() {
        stage().serving("");
        Ipc caller = stage().caller("timeout: 10s");
        List<String> odd = List.of(
                " a b ",
                "\"a\"",
                "a\\b",
                "%2F%",
                "a/b?c=d#e",
                "a,b;c=d",
                "0",
                "null",
                "é ü €",
                "\uD83D\uDE80",
                WIDE.repeat(255),
                "x".repeat(255));
        for (String each : odd) {
            caller.channel(Plan.ORDERS)
                    .call(Worker.work("apple").withKey(each).withIdempotencyKey(backwards(each)), Done.class);
        }
        assertThat(stage().worker.seen).extracting(Received::key).containsExactlyElementsOf(odd);
        assertThat(stage().worker.seen)
                .extracting(Received::idempotencyKey)
                .containsExactlyElementsOf(
                        odd.stream().map(HeaderScenarios::backwards).toList());
    }

    private static String backwards(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /** Names are read without regard to case, and one that is set again is there once. */
    @Test
    @Needs(Capability.REQUEST)
    default void namesHaveNoCase() {
        stage().serving("");
        Command<Work> command =
                Worker.work("apple").withHeader("X-Mixed-Case", "first").withHeader("x-MIXED-case", "Second");
        stage().caller("").channel(Plan.ORDERS).call(command, Done.class);
        assertThat(onlySeen().headers().get("X-mIxEd-CaSe")).isEqualTo("Second");
        assertThat(onlySeen().headers().toMap()).isEqualTo(Map.of("x-mixed-case", "Second"));
    }

    /** What the transport lets through arrives: one value as long as may be, of the characters that cost most. */
    @Test
    @Needs(Capability.REQUEST)
    default void aValueAsLongAsIsAllowedArrives() {
        stage().serving(stage().maxPayload(4 << 20));
        Ipc caller = stage().caller("timeout: 10s");
        String longest = WIDE.repeat((room(caller) - MARGIN) / WIDE.repeat(3).length());
        caller.channel(Plan.ORDERS).call(Worker.work("apple").withHeader("x-long", longest), Done.class);
        assertThat(stage().worker.seen.get(1).headers().toMap()).isEqualTo(Map.of("x-long", longest));
    }

    /** As many short ones as may be, up to a thousand. */
    @Test
    @Needs(Capability.REQUEST)
    default void manyHeadersArrive() {
        stage().serving("");
        Ipc caller = stage().caller("timeout: 10s");
        Map<String, String> many = new LinkedHashMap<>();
        int room = room(caller) - MARGIN;
        for (int i = 0; i < 1_000 && Headers.EMPTY.with("h" + i, "v" + i).weight() <= room; i++) {
            room -= Headers.EMPTY.with("h" + i, "v" + i).weight();
            many.put("h" + i, "v" + i);
        }
        assertThat(many).as("a transport has room for fifty headers").hasSizeGreaterThanOrEqualTo(50);
        caller.channel(Plan.ORDERS).call(with(Worker.work("apple"), many), Done.class);
        assertThat(stage().worker.seen.get(1).headers().toMap()).isEqualTo(many);
    }

    /** One more is refused here, and nothing arrives. */
    @EachStyle(contract = false)
    @Needs(Capability.REQUEST)
    default void headersOverTheLimitAreRefused(CallStyle style) {
        stage().serving("");
        Ipc caller = stage().caller("");
        Command<Work> command = Worker.work("apple").withHeader("x-long", "y".repeat(room(caller) / 3 + MARGIN));
        Expect.failure(Kind.TOO_LARGE, Executed.NO, style.call(caller, command).failure());
        if (stage().has(Capability.SEND)) {
            Expect.failure(
                    Kind.TOO_LARGE,
                    Executed.NO,
                    () -> caller.channel(Plan.ORDERS).send(command));
        }
        stage().stillServes(caller);
        assertThat(stage().worker.ran()).containsExactly("first", "ok");
    }

    /** How much one more header may weigh, beside those that every message has. */
    private int room(Ipc caller) {
        caller.channel(Plan.ORDERS).call(Worker.work("first"), Done.class);
        int usual = stage().hold.last().envelope().headers().weight();
        return stage().maxHeaderBytes()
                - usual
                - Headers.EMPTY.with("x-long", "").weight();
    }

    /** A reply says how it is written. */
    @Test
    @Needs(Capability.REQUEST)
    default void aReplyTellsItsContentType() {
        Ipc receiver = stage().receiver(1, o -> {});
        stage().worker.serves(receiver);
        receiver.channel(Plan.ORDERS).handle(byte[].class, Received::payload);
        receiver.start();
        Await.result(receiver.ready());
        var orders = stage().caller("").channel(Plan.ORDERS);
        var text = Await.result(orders.callAsync(Worker.work("apple"), Done.class));
        var bytes = Await.result(orders.callAsync(Command.of(new byte[] {1}), byte[].class));
        assertThat(text.headers().get("content-type")).isEqualTo("application/json");
        assertThat(bytes.headers().get("content-type")).isEqualTo("application/octet-stream");
    }
}
