package io.unifiedipc.memory;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import io.unifiedipc.spi.Timers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Speaks to a broker in memory without the runtime: whatever bytes and headers one likes. */
final class Raw implements Context {
    private static final OperationSpec ANY = OperationSpec.of("Any", Object.class, Object.class);

    private final String channel;
    final Link link;

    Raw(MemoryBroker broker, String channel, ChannelKind kind) {
        this.channel = channel;
        link = broker.open(Config.EMPTY, this).link(new ChannelSpec(channel, kind, "1.0.0", 1 << 30, Config.EMPTY));
    }

    /** A well-formed message of an operation; to be spoilt. */
    static Headers headers(String operation) {
        return Headers.EMPTY
                .plus(HeaderNames.SPEC_VERSION, "1.0")
                .plus(HeaderNames.TYPE, operation)
                .plus(HeaderNames.ID, "raw-" + System.nanoTime())
                .plus(HeaderNames.SOURCE, "raw")
                .plus(HeaderNames.VERSION, "1.0.0")
                .plus(HeaderNames.CONTENT_TYPE, "application/json");
    }

    static Envelope envelope(Headers headers, String body) {
        return Envelope.of(headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts a message on the channel. */
    void send(Envelope envelope) {
        Call call = call(Style.SEND, envelope, null);
        link.send(call);
        if (call.failure() != null) {
            throw call.failure();
        }
    }

    /** Puts a request on the channel; the future brings its reply. */
    CompletableFuture<Envelope> request(Envelope envelope) {
        CompletableFuture<Envelope> reply = new CompletableFuture<>();
        link.request(call(Style.REQUEST, envelope, done -> {
            IpcException failure = done.failure();
            if (failure != null) {
                reply.completeExceptionally(failure);
            } else {
                reply.complete(done.reply());
            }
        }));
        return reply;
    }

    private Call call(Style style, Envelope envelope, Call.@Nullable Listener listener) {
        return new Call(channel, ANY, style, envelope, System.nanoTime(), Delivery.NO_DEADLINE, false, listener);
    }

    @Override
    public String service() {
        return "raw";
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public Clock clock() {
        return Clock.SYSTEM;
    }

    @Override
    public Timers timers() {
        return new Timers() {
            @Override
            public void add(Entry entry) {}

            @Override
            public void remove(Entry entry) {}
        };
    }

    @Override
    public void count(String what, String counted) {}
}
