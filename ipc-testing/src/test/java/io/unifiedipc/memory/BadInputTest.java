package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Command;
import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Contract;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Key;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.Parked;
import io.unifiedipc.Subscription;
import io.unifiedipc.json.JsonCodec;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Problems;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers, peers and strangers do wrong; afterwards everything still works. */
class BadInputTest {
    record Work(String what) {}

    record Done(String what) {}

    record Other(String what) {}

    record Keyed(@Key String key) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Ipcs ipcs = new Ipcs(guard);
    private final List<Object> ran = Collections.synchronizedList(new ArrayList<>());
    private Ipc ipc;
    private Subscription orders;
    private Raw raw;

    @BeforeEach
    void open() {
        ipc = ipcs.open("""
                orders: {transport: memory, on-failure: {retry: off}}
                others: {transport: memory}
                pinned: {transport: memory, version: 1.0.0}
                events: {transport: memory, kind: events}
                """);
        orders = ipc.channel("orders").handle(Work.class, work -> {
            ran.add(work.payload());
            return new Done(work.payload().what());
        });
        ipc.channel("orders").handle(Other.class, work -> 7);
        ipc.channel("events").subscribe("group", Work.class, event -> ran.add(event.payload()));
        ipc.start();
        raw = new Raw(ipcs.broker(), "orders", ChannelKind.COMMANDS);
    }

    private void stillServes() {
        assertThat(ipc.channel("orders").call(Command.of(new Work("ok")), Done.class))
                .isEqualTo(new Done("ok"));
        assertThat(ipc.counts().outstanding()).isZero();
        assertThat(ipc.counts().pendingReplies()).isZero();
    }

    private List<Parked> parked() {
        List<Parked> all = new ArrayList<>();
        Await.result(orders.drainParked(100, each -> {
            all.add(each);
            return Parked.Verdict.KEEP;
        }));
        return all;
    }

    // ---- the application's own mistakes

    record Mistake(String name, Kind kind, Consumer<Ipc> what) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Mistake> mistakes() {
        Command<Work> command = Command.of(new Work("x"));
        Event<Work> event = Event.of(new Work("x"));
        return List.of(
                new Mistake("an unknown channel", Kind.MISCONFIGURED, i -> i.channel("oders")),
                new Mistake(
                        "publish on commands",
                        Kind.MISCONFIGURED,
                        i -> i.channel("orders").publish(event)),
                new Mistake(
                        "publishAsync on commands",
                        Kind.MISCONFIGURED,
                        i -> i.channel("orders").publishAsync(event)),
                new Mistake(
                        "gather on commands",
                        Kind.MISCONFIGURED,
                        i -> i.channel("orders").gather(event, Done.class)),
                new Mistake(
                        "subscribe on commands",
                        Kind.MISCONFIGURED,
                        i -> i.channel("others").subscribe("g", Work.class, e -> {})),
                new Mistake(
                        "respond on commands",
                        Kind.MISCONFIGURED,
                        i -> i.channel("others").respond("g", Work.class, e -> null)),
                new Mistake(
                        "handle on events",
                        Kind.MISCONFIGURED,
                        i -> i.channel("events").handle(Other.class, e -> null)),
                new Mistake(
                        "call on events",
                        Kind.MISCONFIGURED,
                        i -> i.channel("events").call(command, Done.class)),
                new Mistake(
                        "callAsync on events",
                        Kind.MISCONFIGURED,
                        i -> i.channel("events").callAsync(command, Done.class)),
                new Mistake(
                        "send on events",
                        Kind.MISCONFIGURED,
                        i -> i.channel("events").send(command)),
                new Mistake(
                        "sendAsync on events",
                        Kind.MISCONFIGURED,
                        i -> i.channel("events").sendAsync(command)),
                new Mistake(
                        "a handler after start",
                        Kind.MISCONFIGURED,
                        i -> i.channel("orders").handle(Done.class, e -> null)),
                new Mistake(
                        "a handler after start, on a channel not used before",
                        Kind.MISCONFIGURED,
                        i -> i.channel("others").handle(Done.class, e -> null)),
                new Mistake(
                        "a group that is no name",
                        Kind.MISCONFIGURED,
                        i -> i.channel("events").subscribe("Big Group", Done.class, e -> {})),
                new Mistake(
                        "a call whose reply goes elsewhere",
                        Kind.INVALID,
                        i -> i.channel("orders").call(command.withReplyTo("others"), Done.class)),
                new Mistake(
                        "an asynchronous call whose reply goes elsewhere",
                        Kind.INVALID,
                        i -> i.channel("orders").callAsync(command.withReplyTo("others"), Done.class)),
                new Mistake(
                        "a key of the payload with a line break",
                        Kind.INVALID,
                        i -> i.channel("orders").send(Command.of(new Keyed("a\nb")))),
                new Mistake(
                        "a reply channel with a line break",
                        Kind.INVALID,
                        i -> i.channel("orders").send(command.withReplyTo("a\r\nb"))),
                new Mistake(
                        "a payload without a name",
                        Kind.MISCONFIGURED,
                        i -> i.channel("orders").send(Command.of(new Object() {}))),
                new Mistake(
                        "headers over the limit",
                        Kind.TOO_LARGE,
                        i -> i.channel("orders").send(command.withHeader("x", "y".repeat(1 << 20)))),
                new Mistake(
                        "a payload over the limit",
                        Kind.TOO_LARGE,
                        i -> i.channel("orders").send(Command.of(new Work("y".repeat(1 << 20))))),
                new Mistake("what is no contract", Kind.MISCONFIGURED, i -> i.client(String.class)),
                new Mistake("a class as a contract", Kind.MISCONFIGURED, i -> i.client(NoInterface.class)),
                new Mistake("two methods of one name", Kind.MISCONFIGURED, i -> i.client(Twice.class)),
                new Mistake("two parameters", Kind.MISCONFIGURED, i -> i.client(TwoParameters.class)),
                new Mistake("one-way with a reply", Kind.MISCONFIGURED, i -> i.client(OneWayWithReply.class)),
                new Mistake("a name that is none", Kind.MISCONFIGURED, i -> i.client(BadName.class)),
                new Mistake("a contract on events", Kind.MISCONFIGURED, i -> i.client(OnEvents.class)),
                new Mistake("a contract on no channel", Kind.MISCONFIGURED, i -> i.client(OnNothing.class)),
                new Mistake("another major than the configured", Kind.MISCONFIGURED, i -> i.client(OtherMajor.class)),
                new Mistake("a version of two numbers", Kind.MISCONFIGURED, i -> i.client(TwoNumbers.class)),
                new Mistake("a version with a v", Kind.MISCONFIGURED, i -> i.client(WithV.class)),
                new Mistake("a version with a leading zero", Kind.MISCONFIGURED, i -> i.client(LeadingZero.class)),
                new Mistake("no version", Kind.MISCONFIGURED, i -> i.client(NoVersion.class)),
                new Mistake("deprecated on no day", Kind.MISCONFIGURED, i -> i.client(OnNoDay.class)),
                new Mistake("gone before it is deprecated", Kind.MISCONFIGURED, i -> i.client(GoneBefore.class)),
                new Mistake("gone and not deprecated", Kind.MISCONFIGURED, i -> i.client(GoneAtOnce.class)),
                new Mistake("a guide that is no page", Kind.MISCONFIGURED, i -> i.client(NoPage.class)),
                new Mistake(
                        "a contract without operations",
                        Kind.MISCONFIGURED,
                        i -> i.serve(Empty.class, new Empty() {})));
    }

    @Contract(channel = "orders", version = "1.0.0")
    abstract static class NoInterface {}

    @Contract(channel = "orders", version = "1.0.0")
    interface Twice {
        Done one(Work work);

        Done two(Work work);
    }

    @Contract(channel = "orders", version = "1.0.0")
    interface TwoParameters {
        Done work(Work work, String more);
    }

    @Contract(channel = "orders", version = "1.0.0")
    interface OneWayWithReply {
        @Operation(oneWay = true)
        Done work(Work work);
    }

    @Contract(channel = "orders", version = "1.0.0")
    interface BadName {
        @Operation("a b/c")
        Done work(Work work);
    }

    @Contract(channel = "events", version = "1.0.0")
    interface OnEvents {
        Done work(Work work);
    }

    @Contract(channel = "nothing", version = "1.0.0")
    interface OnNothing {
        Done work(Work work);
    }

    @Contract(channel = "pinned", version = "2.0.0")
    interface OtherMajor {
        Done work(Work work);
    }

    @Contract(channel = "others", version = "1.0")
    interface TwoNumbers {
        Done work(Work work);
    }

    @Contract(channel = "others", version = "v1.0.0")
    interface WithV {
        Done work(Work work);
    }

    @Contract(channel = "others", version = "01.0.0")
    interface LeadingZero {
        Done work(Work work);
    }

    @Contract(channel = "others", version = "")
    interface NoVersion {
        Done work(Work work);
    }

    @Contract(channel = "others", version = "1.0.0", deprecated = "soon")
    interface OnNoDay {
        Done work(Work work);
    }

    @Contract(channel = "others", version = "1.0.0", deprecated = "2027-06-01", sunset = "2027-05-31")
    interface GoneBefore {
        Done work(Work work);
    }

    @Contract(channel = "others", version = "1.0.0", sunset = "2027-05-31")
    interface GoneAtOnce {
        Done work(Work work);
    }

    @Contract(channel = "others", version = "1.0.0", deprecated = "2027-06-01", guide = "see the wiki")
    interface NoPage {
        Done work(Work work);
    }

    @Contract(channel = "others", version = "1.0.0")
    interface Empty {}

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsSaidWhereItIsMade(Mistake mistake) {
        assertThatThrownBy(() -> mistake.what.accept(ipc)).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).isEqualTo(mistake.kind);
            assertThat(e.executed()).isEqualTo(Executed.NO);
            assertThat(e.getStackTrace()).isNotEmpty();
        });
        stillServes();
        assertThat(ran).containsExactly(new Work("ok"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-outstanding: 0",
                "max-outstanding: -1",
                "max-outstanding: off",
                "max-outstanding: 4097",
                "max-waiting: 5",
                "when-full: wait, max-waiting: 0",
                "when-full: off",
                "concurrency: 0",
                "window: 0",
                "timeout: 0s",
                "timeout: -1s",
                "timeout: 10ns",
                "max-payload: 0",
                "max-payload: -1",
                "on-failure: {retry: 0}",
                "on-failure: {retry: -1}",
                "on-failure: {backoff: 0s}",
                "version: 1",
                "version: 1.2",
                "version: v1.2.0",
                "version: 01.2.0",
                "version: 1.2.0-01",
                "version: 1.2.0-a..b",
                "version: 1.2.-1",
                "version: 1234567890.0.0",
                "codec: xml",
                "transport: none",
                "kind: orders"
            })
    void aLimitThatIsNoneStopsTheStart(String option) {
        String line = option.startsWith("transport") ? option : "transport: memory, " + option;
        assertThatThrownBy(() -> ipcs.open("orders: {" + line + "}")).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void twoHandlersForOneCommand() {
        Ipc second = ipcs.open("orders: {transport: memory}");
        second.channel("orders").handle(Work.class, w -> new Done("first"));

        assertThatThrownBy(() -> second.channel("orders").handle(Work.class, w -> new Done("second")))
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED));
    }

    @Test
    @SuppressWarnings("NullAway")
    void noPayload() {
        assertThatThrownBy(() -> ipc.channel("orders").call(Command.of(null), Done.class))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> ipc.channel("events").publish(Event.of(null)))
                .isInstanceOf(NullPointerException.class);
        stillServes();
    }

    @Test
    void aPatienceLongerThanTimeItself() {
        for (Duration longest : List.of(Duration.ofDays(200_000), Duration.ofSeconds(Long.MAX_VALUE))) {
            Command<Work> command = Command.of(new Work("long")).withTimeout(longest);
            assertThat(ipc.channel("orders").call(command, Done.class)).isEqualTo(new Done("long"));
            assertThat(Await.result(ipc.channel("orders").callAsync(command, Done.class))
                            .payload())
                    .isEqualTo(new Done("long"));
        }
        stillServes();
    }

    @Test
    void anExpiryLongerThanTimeItself() {
        for (Duration longest : List.of(Duration.ofDays(4_000_000), Duration.ofSeconds(Long.MAX_VALUE))) {
            Command<Work> command = Command.of(new Work("long")).withExpiry(longest);
            assertThat(ipc.channel("orders").call(command, Done.class)).isEqualTo(new Done("long"));
        }
        stillServes();
    }

    @Test
    void aReplyAsAPrimitive() {
        Command<Other> command = Command.of(new Other("x"));

        assertThat(ipc.channel("orders").call(command, int.class)).isEqualTo(7);
        assertThat(Await.result(ipc.channel("orders").callAsync(command, int.class))
                        .payload())
                .isEqualTo(7);
        assertThat(Await.failure(ipc.channel("orders").callAsync(command, Work.class)))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.UNDECODABLE);
                    assertThat(e.executed()).isEqualTo(Executed.YES);
                });
        stillServes();
    }

    @Test
    void tenThousandHeaders() {
        Command<Work> command = Command.of(new Work("many"));
        for (int i = 0; i < 10_000; i++) {
            command = command.withHeader("h" + i, "v");
        }
        assertThat(ipc.channel("orders").call(command, Done.class)).isEqualTo(new Done("many"));
        stillServes();
    }

    @Test
    void callsAfterClose() {
        Ipc closed = ipcs.open("orders: {transport: memory}\nfresh: {transport: memory}\n");
        closed.channel("orders").call(Command.of(new Work("before")), Done.class);
        closed.close();
        Command<Work> command = Command.of(new Work("after"));
        List<Supplier<Object>> calls = List.of(
                () -> closed.channel("orders").call(command, Done.class),
                () -> Await.failure(closed.channel("orders").callAsync(command, Done.class)),
                () -> Await.failure(closed.channel("orders").sendAsync(command.withTimeout(Duration.ofMillis(1)))),
                () -> Await.failure(closed.channel("fresh").sendAsync(command)),
                () -> closed.channel("fresh").call(command, Done.class));

        for (Supplier<Object> call : calls) {
            Object failure;
            try {
                failure = call.get();
            } catch (IpcException e) {
                failure = e;
            }
            assertThat(failure).isInstanceOfSatisfying(IpcException.class, e -> {
                assertThat(e.kind()).isEqualTo(Kind.CLOSED);
                assertThat(e.executed()).isEqualTo(Executed.NO);
            });
        }
        closed.close();
        assertThatThrownBy(closed::start)
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CLOSED));
        assertThat(ran).containsExactly(new Work("before"));
        stillServes();
    }

    @Test
    void nobodyHasEverReceived() {
        Ipc alone = ipcs.open("nobody: {transport: memory}");

        assertThatThrownBy(() -> alone.channel("nobody").send(Command.of(new Work("x"))))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.UNROUTABLE);
                    assertThat(e.retrySafe()).isTrue();
                });
    }

    // ---- strangers

    record Stranger(String name, UnaryOperator<Headers> headers, String body, Kind kind) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Stranger> strangers() {
        UnaryOperator<Headers> same = h -> h;
        String good = "{\"what\":\"x\"}";
        return List.of(
                new Stranger("no JSON", same, "{\"what\":", Kind.UNDECODABLE),
                new Stranger("bytes that are no text", same, "\u0000\ufffd\u0001", Kind.UNDECODABLE),
                new Stranger("nothing", same, "", Kind.UNDECODABLE),
                new Stranger("null", same, "null", Kind.UNDECODABLE),
                new Stranger("a list", same, "[1,2,3]", Kind.UNDECODABLE),
                new Stranger("a number", same, "7", Kind.UNDECODABLE),
                new Stranger("two values", same, good + good, Kind.UNDECODABLE),
                new Stranger("deep", same, "{\"what\":" + "[".repeat(100_000), Kind.UNDECODABLE),
                new Stranger("a long number", same, "{\"what\":" + "9".repeat(10_000) + "}", Kind.UNDECODABLE),
                new Stranger(
                        "another content type",
                        h -> h.without(HeaderNames.CONTENT_TYPE).plus(HeaderNames.CONTENT_TYPE, "application/xml"),
                        "<what/>",
                        Kind.UNDECODABLE),
                new Stranger(
                        "an empty content type",
                        h -> h.without(HeaderNames.CONTENT_TYPE).plus(HeaderNames.CONTENT_TYPE, ""),
                        good,
                        Kind.UNDECODABLE),
                new Stranger(
                        "an unknown operation", h -> h.plus(HeaderNames.OPERATION, "Unknown"), good, Kind.UNSUPPORTED),
                new Stranger(
                        "no operation where there are two", h -> h.without(HeaderNames.TYPE), good, Kind.UNSUPPORTED),
                new Stranger(
                        "another major",
                        h -> h.without(HeaderNames.VERSION).plus(HeaderNames.VERSION, "2.0.0"),
                        good,
                        Kind.UNSUPPORTED),
                new Stranger(
                        "a version that is none",
                        h -> h.without(HeaderNames.VERSION).plus(HeaderNames.VERSION, "\nx"),
                        good,
                        Kind.INVALID),
                version("1", good),
                version("1.0", good),
                version("v1.0.0", good),
                version("01.0.0", good),
                version("1.0.0-", good),
                version("", good),
                version("1.0.0-" + "a".repeat(10_000), good),
                new Stranger(
                        "a reply channel that is not there",
                        h -> h.plus(HeaderNames.REPLY_CHANNEL, "nowhere"),
                        good,
                        Kind.UNSUPPORTED),
                new Stranger("an expiry that is no time", h -> h.plus(HeaderNames.EXPIRES, "soon"), good, Kind.INVALID),
                new Stranger("expired", h -> h.plus(HeaderNames.EXPIRES, "2020-01-01T00:00:00Z"), good, Kind.EXPIRED));
    }

    private static Stranger version(String version, String body) {
        return new Stranger(
                "version '" + version.substring(0, Math.min(10, version.length())) + "'",
                h -> h.without(HeaderNames.VERSION).plus(HeaderNames.VERSION, version),
                body,
                Kind.INVALID);
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void whatAStrangerSendsIsParkedOnce(Stranger stranger) {
        raw.send(Raw.envelope(stranger.headers.apply(Raw.headers("Work")), stranger.body));
        Await.until("it is parked", () -> !parked().isEmpty());

        Parked parked = parked().get(0);
        assertThat(parked.reason()).startsWith(stranger.kind.name()).doesNotContainPattern("\\p{Cntrl}");
        assertThat(parked.reason()).contains("executed NO");
        assertThat(new String(parked.body(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(stranger.body);
        stillServes();
        assertThat(ran).containsExactly(new Work("ok"));
        assertThat(parked()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void whatAStrangerAsksIsAnswered(Stranger stranger) {
        Envelope reply =
                Await.result(raw.request(Raw.envelope(stranger.headers.apply(Raw.headers("Work")), stranger.body))
                        .handle((good, failure) -> failure == null ? good : Problems.encode((IpcException) failure)));
        IpcException failure = Problems.decode("orders", reply);

        assertThat(failure.kind()).isEqualTo(stranger.kind);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        stillServes();
        assertThat(ran).containsExactly(new Work("ok"));
        assertThat(parked()).isEmpty();
    }

    @Test
    void aStrangerWithoutAnyAttribute() {
        raw.send(Raw.envelope(Headers.EMPTY, "{}"));
        raw.send(Raw.envelope(Headers.EMPTY.plus(HeaderNames.TYPE, "Work"), "{\"what\":\"x\"}"));

        Await.until("the second ran", () -> ran.contains(new Work("x")));
        Await.until("the first is parked", () -> parked().size() == 1);
        assertThat(parked().get(0).id()).isEmpty();
        stillServes();
    }

    /** Replies as nobody here would write them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish",
                "null problem",
                "unknown kind",
                "no correlation",
                "foreign correlation",
                "twice",
                "none"
            })
    void aStrangersReply(String what) {
        Ipc caller = ipcs.open("foreign: {transport: memory}");
        Raw peer = new Raw(ipcs.broker(), "foreign", ChannelKind.COMMANDS);
        Headers problem = Headers.EMPTY.plus(Problems.KIND, what.equals("unknown kind") ? "strange" : "refused");
        peer.link.receive(new io.unifiedipc.spi.ReceiveSpec("", List.of(), new JsonCodec(), 8), delivery -> {
            Envelope reply = what.equals("rubbish")
                    ? Raw.envelope(Raw.headers("x"), "{{{")
                    : Raw.envelope(problem, what.equals("null problem") ? "null" : "[]");
            if (what.endsWith("correlation")) {
                byte[] wrong = what.startsWith("no")
                        ? new byte[0]
                        : "0123456789abcdef0000000000000001".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                io.unifiedipc.spi.Address inbox = delivery.envelope().replyTo().address();
                ipcs.broker().inbox(inbox.name()).accept(io.unifiedipc.spi.ReturnAddress.of(inbox, wrong), reply);
            } else if (!what.equals("none")) {
                var unused = delivery.reply(reply);
            }
            if (what.equals("twice")) {
                var unused = delivery.reply(reply);
            }
            delivery.settle(io.unifiedipc.spi.Settlement.ACK);
        });
        Command<Work> command = Command.of(new Work("x")).withTimeout(Duration.ofMillis(150));

        assertThatThrownBy(() -> caller.channel("foreign").call(command, Done.class))
                .isInstanceOfSatisfying(IpcException.class, e -> {
                    switch (what) {
                        case "rubbish" -> {
                            assertThat(e.kind()).isEqualTo(Kind.UNDECODABLE);
                            assertThat(e.executed()).isEqualTo(Executed.YES);
                        }
                        case "null problem", "twice" -> {
                            assertThat(e.kind()).isEqualTo(Kind.REFUSED);
                            assertThat(e.executed()).isEqualTo(Executed.MAYBE);
                        }
                        case "unknown kind" -> assertThat(e.kind()).isEqualTo(Kind.FAILED);
                        default -> {
                            assertThat(e.kind()).isEqualTo(Kind.TIMEOUT);
                            assertThat(e.executed()).isEqualTo(Executed.MAYBE);
                        }
                    }
                });
        assertThat(caller.counts().lateReplies())
                .isEqualTo(what.equals("twice") || what.endsWith("correlation") ? 1 : 0);
        stillServes();
    }

    @Test
    void anEventOfAnUnknownTypeIsDoneWith() {
        Raw events = new Raw(ipcs.broker(), "events", ChannelKind.EVENTS);
        // With one handler a message without a type can mean no other: so it has one.
        events.send(Raw.envelope(Raw.headers("Unknown"), "{}"));
        ipc.channel("events").publish(Event.of(new Work("known")));

        Await.until("the known one ran", () -> ran.contains(new Work("known")));
        assertThat(ran).hasSize(1);
    }
}
