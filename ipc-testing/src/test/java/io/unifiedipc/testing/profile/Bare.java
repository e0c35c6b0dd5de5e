package io.unifiedipc.testing.profile;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Headers;
import io.unifiedipc.json.JsonCodec;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Settlement;
import io.unifiedipc.spi.Style;
import io.unifiedipc.spi.Timers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One process on a broker in memory without the runtime, and so without lanes: one thread, each delivery seen at once. */
final class Bare implements Context {
    private static final OperationSpec ANY = OperationSpec.of("Any", Object.class, Object.class);

    private final String service;
    private final ChannelKind kind;
    final Link link;

    Bare(MemoryBroker broker, String service, String like, ChannelKind kind) {
        this.service = service;
        this.kind = kind;
        Config options = new Config(Map.of("like", like));
        link = broker.open(Config.EMPTY, this).link(new ChannelSpec("place", kind, "1.0.0", 1 << 20, options));
    }

    /** A message that was received, by what its body says. */
    record Got(String body, Delivery delivery) {
        void settle() {
            delivery.settle(Settlement.ACK);
        }
    }

    /** What one receiver has got, in order. */
    static final class Receiver {
        final List<Got> all = new ArrayList<>();

        @Nullable
        Intake intake;

        List<String> bodies() {
            return all.stream().map(Got::body).toList();
        }

        List<Got> live() {
            return all.stream().filter(got -> got.delivery().live()).toList();
        }

        void settle(String body) {
            live().stream().filter(got -> got.body().equals(body)).forEach(Got::settle);
        }
    }

    Receiver receive(int window) {
        return receive("", window);
    }

    Receiver receive(String group, int window) {
        Receiver receiver = new Receiver();
        receiver.intake = link.receive(
                new ReceiveSpec(group, List.of(), new JsonCodec(), window),
                delivery -> receiver.all.add(
                        new Got(new String(delivery.envelope().body(), StandardCharsets.UTF_8), delivery)));
        return receiver;
    }

    void send(String body, @Nullable String key) {
        Headers headers = Headers.EMPTY.plus(HeaderNames.TYPE, "Any").plus(HeaderNames.ID, body);
        Envelope envelope = Envelope.of(
                key == null ? headers : headers.plus(HeaderNames.KEY, key), body.getBytes(StandardCharsets.UTF_8));
        Style style = kind == ChannelKind.COMMANDS ? Style.SEND : Style.PUBLISH;
        Call call = new Call("place", ANY, style, envelope, 0, Delivery.NO_DEADLINE, false, null);
        link.send(call);
        if (call.failure() != null) {
            throw call.failure();
        }
    }

    @Override
    public String service() {
        return service;
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
        throw new UnsupportedOperationException("nothing takes time here");
    }

    @Override
    public void count(String what, String channel) {}
}
