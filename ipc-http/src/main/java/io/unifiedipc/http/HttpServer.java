package io.unifiedipc.http;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one server of a transport. It listens once it was started and a channel receives, so that a process that only calls
 * listens nowhere; that binds a port of this machine and waits for nobody.
 */
final class HttpServer {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    /** How long answers that are being written may still take once every handler has ended. */
    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Config options;
    private final Context context;
    private final Routes routes = new Routes();
    private final PeerWatch watch;
    private @Nullable PortListener connector;
    private @Nullable IpcException failed;
    private final List<HttpIntake> waiting = new ArrayList<>();
    private boolean started;
    private boolean closed;

    HttpServer(Config options, Context context) {
        this.options = options;
        this.context = context;
        watch = new PeerWatch(context);
    }

    /** A channel of this process, whether it will receive or not. */
    void know(ChannelSpec channel) {
        routes.know(channel);
    }

    void forget(ChannelSpec channel) {
        routes.forget(channel);
    }

    synchronized int port() {
        return connector == null ? 0 : Math.max(0, connector.getLocalPort());
    }

    Intake receive(ChannelSpec channel, ReceiveSpec spec, Receiver receiver) {
        HttpIntake intake = new HttpIntake(channel, spec, receiver);
        routes.add(intake);
        synchronized (this) {
            waiting.add(intake);
        }
        bind();
        return intake;
    }

    /** Every channel is in place, so that nobody is told that one of them isn't there. */
    void start() {
        synchronized (this) {
            started = true;
        }
        bind();
    }

    /** Binds the port where that is due, and tells those who wait for it. */
    private void bind() {
        List<HttpIntake> all;
        IpcException problem;
        synchronized (this) {
            if (!started || waiting.isEmpty()) {
                return;
            }
            problem = listen();
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

    private synchronized @Nullable IpcException listen() {
        if (connector != null || failed != null || closed) {
            return closed ? IpcException.of(Kind.CLOSED, Executed.NO, "the http transport is closed") : failed;
        }
        Integer port = options.find(HttpOptions.LISTEN);
        if (port == null) {
            failed = misconfigured(
                    "a channel receives on http, and no port is given: set ipc.transports.http.listen", null);
            return failed;
        }
        PortListener made = Jetty.make(options, port, new HttpRouter(routes, context, watch));
        try {
            made.getServer().start();
            connector = made;
            LOG.info("http listens on {}:{}", made.getHost(), made.getLocalPort());
        } catch (Exception e) {
            failed = misconfigured(
                    "can't listen on " + made.getHost() + ":" + port + " (" + reason(e)
                            + "): free it, or change ipc.transports.http.listen or host",
                    e);
            Jetty.stop(made);
        }
        return failed;
    }

    private static String reason(Exception e) {
        Throwable deepest = e;
        while (deepest.getCause() instanceof IOException cause) {
            deepest = cause;
        }
        return String.valueOf(deepest.getMessage());
    }

    private static IpcException misconfigured(String text, @Nullable Exception cause) {
        LOG.error(text);
        return IpcException.of(Kind.MISCONFIGURED, Executed.NO, text, cause);
    }

    /** Called when every handler has ended: lets what is being written out, then takes the port down. */
    CompletionStage<Void> close() {
        PortListener running;
        synchronized (this) {
            closed = true;
            running = connector;
            connector = null;
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (running == null) {
            done.complete(null);
            return done;
        }
        routes.close();
        // Not on a thread of the server's, for it waits for those.
        Threads.named("ipc-http-close")
                .newThread(() -> {
                    int port = running.getLocalPort();
                    watch.awaitAnswers(FLUSH_NANOS);
                    running.drain();
                    Jetty.stop(running);
                    LOG.info("http has stopped listening on port {}", port);
                    done.complete(null);
                })
                .start();
        return done;
    }
}
