package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Ipc;
import io.unifiedipc.Operation;
import io.unifiedipc.json.JsonCodec;
import io.unifiedipc.spi.Codec;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A message is encoded once, however many get it and however often it is tried, and takes no hop that nobody asked for. */
class CostTest {
    @Operation(nonBlocking = true)
    record Quick(String what) {}

    record Slow(String what) {}

    record Reply(String what) {}

    /** Counts. */
    private static final class Counting implements Codec {
        private final Codec json = new JsonCodec();
        final AtomicInteger encoded = new AtomicInteger();
        final AtomicInteger decoded = new AtomicInteger();

        @Override
        public String name() {
            return "json";
        }

        @Override
        public String contentType() {
            return json.contentType();
        }

        @Override
        public boolean supports(Type type) {
            return json.supports(type);
        }

        @Override
        public byte[] encode(Object value, Type type) throws IOException {
            encoded.incrementAndGet();
            return json.encode(value, type);
        }

        @Override
        public Object decode(byte[] bytes, Type type) throws IOException {
            decoded.incrementAndGet();
            return json.decode(bytes, type);
        }
    }

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Counting codec = new Counting();
    private final Ipc ipc = guard.watch(
            "cost",
            Ipc.builder()
                    .set("service", "cost")
                    .isolated()
                    .add(codec)
                    .set("transport", "memory")
                    .set("channels.orders.on-failure.backoff", "1ms")
                    .set("channels.events.kind", "events")
                    .build());

    @Test
    void aRequestIsEncodedOnceAndSoIsItsReply() {
        ipc.channel("orders")
                .handle(Slow.class, slow -> new Reply(slow.payload().what()));
        ipc.start();

        ipc.channel("orders").call(Command.of(new Slow("a")), Reply.class);

        assertThat(codec.encoded).hasValue(2);
        assertThat(codec.decoded).hasValue(2);
    }

    @Test
    void anEventIsEncodedOnceForAllItsGroups() {
        AtomicInteger heard = new AtomicInteger();
        for (String group : new String[] {"a", "b", "c"}) {
            ipc.channel("events").subscribe(group, Slow.class, event -> heard.incrementAndGet());
        }
        ipc.start();

        ipc.channel("events").publish(Event.of(new Slow("a")));

        Await.until("all three heard", () -> heard.get() == 3);
        assertThat(codec.encoded).hasValue(1);
    }

    @Test
    void aMessageThatIsTriedAgainIsNotEncodedAgain() {
        AtomicInteger tries = new AtomicInteger();
        ipc.channel("orders").accept(Slow.class, slow -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        });
        ipc.start();

        ipc.channel("orders").send(Command.of(new Slow("a")));

        Await.until("tried three times", () -> tries.get() == 3);
        assertThat(codec.encoded).hasValue(1);
    }

    @Test
    void aHandlerThatNeverBlocksRunsOnTheCallersThread() {
        AtomicReference<Thread> ran = new AtomicReference<>();
        ipc.channel("orders").handle(Quick.class, quick -> {
            ran.set(Thread.currentThread());
            return new Reply("done");
        });
        ipc.start();

        ipc.channel("orders").call(Command.of(new Quick("a")), Reply.class);

        assertThat(ran).hasValue(Thread.currentThread());
    }
}
