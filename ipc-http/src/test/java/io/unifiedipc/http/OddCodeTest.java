package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.json.JsonCodec;
import io.unifiedipc.spi.Codec;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Codecs and handlers of an application that break the rules: nobody waits for ever, and nothing is lost. */
class OddCodeTest {
    /** Says what is to go wrong. */
    public record Ask(String what) {}

    /** JSON, until it throws what no codec may. */
    private static final class Odd implements Codec {
        private final JsonCodec json = new JsonCodec();
        volatile String breaksAt = "";

        @Override
        public String name() {
            return "json";
        }

        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public boolean supports(Type type) {
            return true;
        }

        @Override
        public byte[] encode(Object value, Type type) throws IOException {
            if (breaksAt.equals("reply") && value instanceof Integer) {
                throw new IllegalStateException("a bug in a codec");
            }
            return json.encode(value, type);
        }

        @Override
        public Object decode(byte[] bytes, Type type) throws IOException {
            if (breaksAt.equals("decode")) {
                throw new IllegalStateException("a bug in a codec");
            }
            return json.decode(bytes, type);
        }
    }

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final HttpTransportProvider http = new HttpTransportProvider();
    private final Odd there = new Odd();
    private final Odd here = new Odd();

    private Ipc caller() {
        Ipc receiver = guard.open(Ipc.builder()
                .isolated()
                .add(http)
                .add(there)
                .set("service", "shop")
                .set("channels.orders.transport", "http")
                .set("transports.http.listen", "0"));
        receiver.channel("orders").handle(Ask.class, ask -> {
            switch (ask.payload().what()) {
                case "now" -> {
                    return 7;
                }
                case "cancellable" -> {
                    ask.onCancel(hookRan::countDown);
                    asked.countDown();
                    return new CompletableFuture<Integer>();
                }
                default -> {
                    return CompletableFuture.supplyAsync(() -> 7);
                }
            }
        });
        receiver.start();
        receiver.ready().join();
        return guard.open(Shop.callerOf("http://127.0.0.1:" + http.port()).add(here));
    }

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch hookRan = new CountDownLatch(1);

    private static void assertFailure(Throwable thrown, Kind kind, Executed executed) {
        assertThat(thrown).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            assertThat(e.executed()).as(e.getMessage()).isEqualTo(executed);
            assertThat(e).hasMessageNotContaining("a bug in a codec");
        });
    }

    @Test
    void aReplyThatTheCodecBreaksAt() {
        Ipc caller = caller();
        there.breaksAt = "reply";
        for (String when : new String[] {"now", "later"}) {
            assertThatThrownBy(() -> caller.channel("orders").call(Command.of(new Ask(when)), Integer.class))
                    .satisfies(e -> assertFailure(e, Kind.FAILED, Executed.YES));
        }
        there.breaksAt = "";
        assertThat(caller.channel("orders").call(Command.of(new Ask("later")), Integer.class))
                .isEqualTo(7);
    }

    @Test
    void aCommandThatTheCodecBreaksAt() {
        Ipc caller = caller();
        there.breaksAt = "decode";
        assertThatThrownBy(() -> caller.channel("orders").call(Command.of(new Ask("now")), Integer.class))
                .satisfies(e -> {
                    assertThat(((IpcException) e).executed()).isEqualTo(Executed.NO);
                    assertThat(((IpcException) e).kind()).isEqualTo(Kind.UNDECODABLE);
                });
    }

    @Test
    void aReplyThatTheCallersCodecBreaksAt() {
        Ipc caller = caller();
        here.breaksAt = "decode";
        assertThatThrownBy(() -> caller.channel("orders")
                        .callAsync(Command.of(new Ask("now")), Integer.class)
                        .get(3, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.executed()).isEqualTo(Executed.YES));
        assertThatThrownBy(() -> caller.channel("orders").call(Command.of(new Ask("now")), Integer.class))
                .isInstanceOfSatisfying(
                        IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNDECODABLE));
    }

    @Test
    void primitiveReplies() throws Exception {
        Ipc caller = caller();
        assertThat(caller.channel("orders").call(Command.of(new Ask("now")), int.class))
                .isEqualTo(7);
        assertThat(caller.channel("orders")
                        .callAsync(Command.of(new Ask("now")), int.class)
                        .get(3, TimeUnit.SECONDS)
                        .payload())
                .isEqualTo(7);
    }

    /** A handler that left a hook and then returned a future is told all the same, and its future is cancelled. */
    @Test
    void hookAndFuture() throws Exception {
        Ipc caller = caller();
        var call = caller.channel("orders").callAsync(Command.of(new Ask("cancellable")), Integer.class);
        Rig.await("it has come", () -> asked.getCount() == 0);
        call.cancel(true);
        assertThat(hookRan.await(3, TimeUnit.SECONDS)).as("the hook ran").isTrue();
    }
}
