package io.unifiedipc.http.receive;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Intake;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a transport receives. Its port is opened once it was started and a channel receives, so that a process that only
 * calls listens nowhere; that takes a port of this machine and waits for nobody.
 */
public final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
    /** How long answers that are being written may still take once every handler has ended. */
    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Port port;
    private final Routes routes = new Routes();
    private final PeerWatch watch;
    private final Results results;
    private final Router router;
    private @Nullable IpcException failed;
    private final List<HttpIntake> waiting = new ArrayList<>();
    private boolean started;
    private boolean open;
    private boolean closed;

    /** For one transport, whose requests come in here. */
    public Reception(Port port, Context context) {
        this.port = port;
        watch = new PeerWatch(context);
        results = new Results(context);
        router = new Router(routes, context, watch, results);
    }

    /** A channel of this process, whether it will receive or not. */
    public void know(ChannelSpec channel) {
        routes.know(channel);
    }

    /** Takes no more for a channel. */
    public void forget(ChannelSpec channel) {
        routes.forget(channel);
    }

    /** Begins to receive for a channel and a group, as soon as every channel is in place. */
    public Intake receive(HttpIntake intake) {
        routes.add(intake);
        synchronized (this) {
            waiting.add(intake);
        }
        bind();
        return intake;
    }

    /** Every channel is in place, so that nobody is told that one of them isn't there. */
    public void start() {
        synchronized (this) {
            started = true;
        }
        bind();
    }

    /** Opens the port where that is due, and tells those who wait for it. */
    private void bind() {
        List<HttpIntake> all;
        IpcException problem;
        synchronized (this) {
            if (!started || waiting.isEmpty()) {
                return;
            }
            problem = open();
            all = List.copyOf(waiting);
            waiting.clear();
        }
        for (HttpIntake each : all) {
            if (problem == null) {
                each.bound();
            } else {
                each.failed(problem);
            }
        }
    }

    private synchronized @Nullable IpcException open() {
        if (closed) {
            return IpcException.of(Kind.CLOSED, Executed.NO, "the http transport is closed");
        }
        if (!open && failed == null) {
            try {
                port.open(router);
                open = true;
            } catch (IpcException e) {
                LOG.error(e.text());
                failed = e;
            }
        }
        return failed;
    }

    /** Called when every handler has ended: lets what is being written out, then takes the port down. */
    public CompletionStage<Void> close() {
        boolean running;
        synchronized (this) {
            closed = true;
            running = open;
            open = false;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (!running) {
            done.complete(null);
            return done;
        }
        routes.close();
        // Not on a thread of the server's, for it waits for those.
        Thread closing = new Thread(
                () -> {
                    watch.awaitAnswers(FLUSH_NANOS);
                    port.close();
                    results.close();
                    done.complete(null);
                },
                "ipc-http-close");
        closing.setDaemon(true);
        closing.start();
        return done;
    }
}
