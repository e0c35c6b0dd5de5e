package io.unifiedipc.benchmarks.memory;

import io.smallrye.reactive.messaging.annotations.Blocking;
import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.benchmarks.load.Backlog;
import io.unifiedipc.benchmarks.load.OneCaller;
import io.unifiedipc.benchmarks.load.OneWayStream;
import io.unifiedipc.benchmarks.load.Outstanding;
import io.unifiedipc.benchmarks.load.Payload;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/**
 * SmallRye Reactive Messaging: an emitter whose channel a method of the same application takes. The method runs on the emitting
 * thread or, marked as blocking, on a worker's, one message after another. It has no answers, so a future goes along with the
 * question.
 */
final class SmallRye {
    static final String DIRECT = "SmallRye direct";
    static final String BLOCKING = "SmallRye @Blocking";

    private SmallRye() {}

    /** A question, and the future of its answer. */
    static final class Asked extends CompletableFuture<byte[]> {
        private final byte[] payload;

        Asked(byte[] payload) {
            this.payload = payload;
        }
    }

    /** A one-way message, and who counts it. */
    static final class Told {
        private final byte[] payload;
        private final Backlog backlog;

        Told(byte[] payload, Backlog backlog) {
            this.payload = payload;
            this.backlog = backlog;
        }
    }

    /** All that the application has. */
    @Singleton
    static class Application {
        private final Emitter<Asked> direct;
        private final Emitter<Asked> blocking;
        private final Emitter<Told> told;
        private final Emitter<Told> toldBlocking;

        @Inject
        Application(
                @Channel("direct") @OnOverflow(OnOverflow.Strategy.FAIL) Emitter<Asked> direct,
                @Channel("blocking") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 1024)
                        Emitter<Asked> blocking,
                @Channel("told") @OnOverflow(OnOverflow.Strategy.FAIL) Emitter<Told> told,
                @Channel("told-blocking") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 2048)
                        Emitter<Told> toldBlocking) {
            this.direct = direct;
            this.blocking = blocking;
            this.told = told;
            this.toldBlocking = toldBlocking;
        }

        @Incoming("direct")
        void onDirect(Asked asked) {
            asked.complete(asked.payload);
        }

        @Incoming("blocking")
        @Blocking
        void onBlocking(Asked asked) {
            asked.complete(asked.payload);
        }

        @Incoming("told")
        void onTold(Told told) {
            Load.handle(told.payload, told.backlog);
        }

        @Incoming("told-blocking")
        @Blocking
        void onToldBlocking(Told told) {
            Load.handle(told.payload, told.backlog);
        }
    }

    static Subject direct(int batch) {
        WeldContainer container = start();
        Emitter<Asked> emitter = application(container).direct;
        return new OneCaller(payload -> ask(emitter, payload).get(), Payload.USUAL, batch, container::close);
    }

    static Subject blocking() {
        WeldContainer container = start();
        Emitter<Asked> emitter = application(container).blocking;
        return new OneCaller(payload -> ask(emitter, payload).get(), Payload.USUAL, 1, container::close);
    }

    static Subject outstanding() {
        WeldContainer container = start();
        Emitter<Asked> emitter = application(container).blocking;
        return new Outstanding(payload -> ask(emitter, payload), Payload.USUAL, Load.OUTSTANDING, container::close);
    }

    static Subject stream() {
        WeldContainer container = start();
        return stream(container, application(container).told);
    }

    static Subject blockingStream() {
        WeldContainer container = start();
        return stream(container, application(container).toldBlocking);
    }

    private static Subject stream(WeldContainer container, Emitter<Told> emitter) {
        Backlog backlog = new Backlog(Load.IN_FLIGHT, 1);
        return new OneWayStream(backlog, payload -> emitter.send(new Told(payload, backlog)), container::close);
    }

    private static Asked ask(Emitter<Asked> emitter, byte[] payload) {
        Asked asked = new Asked(payload);
        emitter.send(asked);
        return asked;
    }

    private static WeldContainer start() {
        System.setProperty("org.jboss.logging.provider", "slf4j"); // else it tells all that it does
        ConfigProvider.getConfig(); // registers it: its producer only looks for what is registered
        return new Weld().addBeanClass(Application.class).initialize();
    }

    private static Application application(WeldContainer container) {
        return container.select(Application.class).get();
    }
}
