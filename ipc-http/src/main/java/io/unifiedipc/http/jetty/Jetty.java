package io.unifiedipc.http.jetty;

import io.unifiedipc.http.config.PortOptions;
import io.unifiedipc.spi.Config;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server as this transport wants it. */
final class Jetty {
    private static final Logger LOG = LoggerFactory.getLogger(Jetty.class);
    /** Threads that wait for work without being needed. */
    private static final int SPARE_THREADS = 4;

    private Jetty() {}

    static PortListener make(Config options, int port, @Nullable ServerTls tls, Handler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(options.get(PortOptions.THREADS), SPARE_THREADS);
        threads.setName("ipc-http-server");
        threads.setDaemon(true);
        // A handler that is still running when it stops is interrupted after half of this.
        threads.setStopTimeout(1000);
        Server server = new Server(threads, new ScheduledExecutorScheduler("ipc-http-timer", true), null);
        HttpConfiguration http = new HttpConfiguration();
        int headers = options.get(PortOptions.MAX_HEADER_BYTES);
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
        PortListener connector = new PortListener(server, protocols(http, tls));
        connector.setHost(options.get(PortOptions.HOST));
        connector.setPort(port);
        Duration idle = options.get(PortOptions.IDLE_TIMEOUT);
        connector.setIdleTimeout(idle.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(options.get(PortOptions.MAX_CONNECTIONS), connector));
        server.setErrorHandler(new ErrorAnswers());
        server.setHandler(Browsers.before(handler, options));
        // Whoever stops it has waited for the handlers before.
        server.setStopTimeout(0);
        return connector;
    }

    /** HTTP/1.1 and HTTP/2: under TLS the two agree on one in the handshake, else the caller's first bytes say which. */
    private static ConnectionFactory[] protocols(HttpConfiguration http, @Nullable ServerTls tls) {
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        if (tls == null) {
            return new ConnectionFactory[] {http1, Http2.plain(http)};
        }
        // There is one certificate, and callers may know this machine by other names too; what they ask for is theirs
        // to check.
        http.addCustomizer(new SecureRequestCustomizer(false));
        ConnectionFactory http2 = Http2.secure(http);
        ALPNServerConnectionFactory either = new ALPNServerConnectionFactory();
        either.setDefaultProtocol(http1.getProtocol());
        SslConnectionFactory ssl = new SslConnectionFactory(tls, either.getProtocol());
        return new ConnectionFactory[] {
            new DetectorConnectionFactory(ssl), new PlainRefused(http.getRequestHeaderSize()), either, http2, http1
        };
    }

    /** Tells those who don't speak TLS that this port does; none of them gets further than that. */
    private static final class PlainRefused extends HttpConnectionFactory {
        PlainRefused(int headers) {
            super(configuration(headers));
        }

        private static HttpConfiguration configuration(int headers) {
            HttpConfiguration plain = new HttpConfiguration();
            plain.setRequestHeaderSize(headers);
            plain.setSendServerVersion(false);
            plain.addCustomizer((request, fields) -> {
                throw new HttpException.RuntimeException(
                        HttpStatus.BAD_REQUEST_400, "this port speaks TLS: write its address with https://");
            });
            return plain;
        }

        @Override
        public String getProtocol() {
            return getProtocols().get(0);
        }

        @Override
        public List<String> getProtocols() {
            return List.of("plain");
        }
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
