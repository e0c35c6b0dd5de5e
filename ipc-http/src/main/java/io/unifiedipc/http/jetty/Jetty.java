package io.unifiedipc.http.jetty;

import io.unifiedipc.http.config.HttpOptions;
import io.unifiedipc.spi.Config;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server as this transport wants it. */
final class Jetty {
    private static final Logger LOG = LoggerFactory.getLogger(Jetty.class);
    /** Threads that wait for work without being needed. */
    private static final int SPARE_THREADS = 4;

    private Jetty() {}

    static PortListener make(Config options, int port, Handler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(options.get(HttpOptions.THREADS), SPARE_THREADS);
        threads.setName("ipc-http-server");
        threads.setDaemon(true);
        // A handler that is still running when it stops is interrupted after half of this.
        threads.setStopTimeout(1000);
        Server server = new Server(threads, new ScheduledExecutorScheduler("ipc-http-timer", true), null);
        HttpConfiguration http = new HttpConfiguration();
        int headers = options.get(HttpOptions.MAX_HEADER_BYTES);
        http.setRequestHeaderSize(headers);
        http.setResponseHeaderSize(headers);
        http.setSendServerVersion(false);
        // Names of operations are any text, and each is one segment of the path, decoded once and never a file's name.
        // What may
        // lead elsewhere is refused by the router, so that every server refuses the same.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "segments",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
                UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
        PortListener connector = new PortListener(server, new HttpConnectionFactory(http));
        connector.setHost(options.get(HttpOptions.HOST));
        connector.setPort(port);
        Duration idle = options.get(HttpOptions.IDLE_TIMEOUT);
        connector.setIdleTimeout(idle.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(options.get(HttpOptions.MAX_CONNECTIONS), connector));
        server.setErrorHandler(new ErrorAnswers());
        server.setHandler(handler);
        // Whoever stops it has waited for the handlers before.
        server.setStopTimeout(0);
        return connector;
    }

    static void stop(PortListener connector) {
        try {
            connector.getServer().stop();
            connector.getServer().destroy();
        } catch (Exception e) {
            LOG.warn("the HTTP server did not stop cleanly", e);
        }
    }
}
