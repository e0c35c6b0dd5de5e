package io.unifiedipc.http.jetty;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.config.PortOptions;
import io.unifiedipc.http.receive.Port;
import io.unifiedipc.http.receive.Router;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.tls.BadFile;
import java.io.IOException;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port of this machine that belongs to us, behind a server of our own. */
public final class OwnPort implements Port {
    private static final Logger LOG = LoggerFactory.getLogger(OwnPort.class);

    private final Config options;
    private final Context context;
    private volatile @Nullable PortListener listener;

    /** As the transport's options say. */
    public OwnPort(Config options, Context context) {
        this.options = options;
        this.context = context;
    }

    @Override
    public int number() {
        PortListener running = listener;
        return running == null ? 0 : Math.max(0, running.getLocalPort());
    }

    @Override
    public void open(Router router) {
        Integer port = options.find(PortOptions.LISTEN);
        if (port == null) {
            throw misconfigured(
                    "a channel receives on http, and no port is given: set ipc.transports.http.listen", null);
        }
        PortListener made = Jetty.make(options, port, tls(), new JettyHandler(router));
        try {
            made.getServer().start();
            listener = made;
            LOG.info("{} listens on {}:{}", scheme(made), made.getHost(), made.getLocalPort());
        } catch (Exception e) {
            Jetty.stop(made);
            throw misconfigured(
                    "can't listen on " + made.getHost() + ":" + port + " (" + reason(e)
                            + "): free it, or change ipc.transports.http.listen or host",
                    e);
        }
    }

    @Override
    public void close() {
        PortListener running = listener;
        listener = null;
        if (running != null) {
            int port = running.getLocalPort();
            running.drain();
            Jetty.stop(running);
            LOG.info("{} has stopped listening on port {}", scheme(running), port);
        }
    }

    private @Nullable ServerTls tls() {
        try {
            return ServerTls.of(options, context);
        } catch (BadFile e) {
            throw misconfigured("ipc.transports.http: " + e.getMessage(), e);
        }
    }

    private static String scheme(PortListener listener) {
        return listener.getConnectionFactory(SslConnectionFactory.class) == null ? "http" : "https";
    }

    private static String reason(Exception e) {
        Throwable deepest = e;
        while (deepest.getCause() instanceof IOException cause) {
            deepest = cause;
        }
        return String.valueOf(deepest.getMessage());
    }

    private static IpcException misconfigured(String text, @Nullable Exception cause) {
        return IpcException.of(Kind.MISCONFIGURED, Executed.NO, text, cause);
    }
}
