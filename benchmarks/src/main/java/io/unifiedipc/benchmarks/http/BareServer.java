package io.unifiedipc.benchmarks.http;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.http.config.PortOptions;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty as our port has it, threads and all, with a handler that reads and writes by Jackson and does nothing else. */
final class BareServer implements Contender.Running {
    private static final int SPARE_THREADS = 4;

    private final Server server;
    private final ServerConnector connector;

    private BareServer() throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(PortOptions.DEFAULT_THREADS, SPARE_THREADS);
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, null, null, null, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Placing());
        server.start();
    }

    static Contender.Running open() throws Exception {
        return new BareServer();
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Placing extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            byte[] body;
            try (InputStream in = Request.asInputStream(request)) {
                body = in.readNBytes((int) request.getLength());
            }
            PlaceOrder order = Wire.ORDER_IN.readValue(body);
            byte[] placed = Wire.PLACED.writeValueAsBytes(order.placed());
            response.getHeaders()
                    .put(HttpHeader.CONTENT_TYPE, Wire.JSON)
                    .put("ipc-executed", "yes")
                    .put(HttpHeader.CONTENT_LENGTH, placed.length);
            response.write(true, ByteBuffer.wrap(placed), callback);
            return true;
        }
    }
}
