package io.unifiedipc.http;

import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.Transport;
import java.util.concurrent.CompletionStage;

/** One client for all that is called, one server for all that is received. Neither has a thread before it is needed. */
final class HttpTransport implements Transport {
    private final Context context;
    private final HttpCaller caller;
    private final HttpServer server;

    HttpTransport(Config options, Context context) {
        this.context = context;
        caller = new HttpCaller(context.clock());
        server = new HttpServer(options, context);
    }

    @Override
    public Link link(ChannelSpec channel) {
        return new HttpLink(channel, context, caller, server);
    }

    @Override
    public void start() {
        server.start();
    }

    /** The port that is bound; 0 while nothing listens. */
    int port() {
        return server.port();
    }

    @Override
    public CompletionStage<Void> close() {
        return server.close().thenCompose(done -> caller.close());
    }
}
