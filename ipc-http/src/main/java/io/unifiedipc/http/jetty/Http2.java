package io.unifiedipc.http.jetty;

import java.util.function.Consumer;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Callback;

/** HTTP/2 for the own port, with limits that fit messages, and with word of callers that have gone. */
final class Http2 {
    /**
     * Messages that one connection may have under way. A caller learns of it only after its first ones, so it is more than a
     * channel's own limit lets out.
     */
    private static final int MAX_STREAMS = 1024;
    /**
     * How many times in a second a caller may take a message back, or do the like, before its connection is closed. Every
     * deadline that passes is such an event, so that there are many while a receiver is slow.
     */
    private static final int MAX_EVENTS = 10_000;

    private Http2() {}

    /** Under TLS, where the handshake agrees on it. */
    static ConnectionFactory secure(HttpConfiguration http) {
        return limited(new Secure(http));
    }

    /** Without TLS, where the caller's first bytes say so. */
    static ConnectionFactory plain(HttpConfiguration http) {
        return limited(new Plain(http));
    }

    private static ConnectionFactory limited(AbstractHTTP2ServerConnectionFactory http2) {
        http2.setMaxConcurrentStreams(MAX_STREAMS);
        http2.setRateControlFactory(new WindowRateControl.Factory(MAX_EVENTS));
        return http2;
    }

    /**
     * A caller may say that it goes (GOAWAY) before its connection ends. The server then lets those finish whose requests are
     * whole; here their handlers are told, as nobody is there for their answers.
     */
    private static void tellAll(Session session, Consumer<Stream> failed) {
        session.getStreams().forEach(failed);
    }

    /** Twice the same: the server's listener can be had by those alone who extend its factory. */
    private static final class Secure extends HTTP2ServerConnectionFactory {
        Secure(HttpConfiguration http) {
            super(http);
        }

        @Override
        protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
            return new HTTPServerSessionListener(endPoint) {
                @Override
                public void onFailure(Session session, Throwable failure, Callback callback) {
                    tellAll(session, stream -> onStreamFailure(stream, failure, Callback.NOOP));
                    super.onFailure(session, failure, callback);
                }
            };
        }
    }

    private static final class Plain extends HTTP2CServerConnectionFactory {
        Plain(HttpConfiguration http) {
            super(http);
        }

        @Override
        protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
            return new HTTPServerSessionListener(endPoint) {
                @Override
                public void onFailure(Session session, Throwable failure, Callback callback) {
                    tellAll(session, stream -> onStreamFailure(stream, failure, Callback.NOOP));
                    super.onFailure(session, failure, callback);
                }
            };
        }
    }
}
