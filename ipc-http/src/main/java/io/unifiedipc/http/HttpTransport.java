package io.unifiedipc.http;

import io.unifiedipc.http.call.Calling;
import io.unifiedipc.http.call.HttpCaller;
import io.unifiedipc.http.jetty.OwnPort;
import io.unifiedipc.http.receive.Port;
import io.unifiedipc.http.receive.Reception;
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
    private final Port port;
    private final Reception reception;

    HttpTransport(Config options, Context context) {
        this(options, context, new OwnPort(options, context));
    }

    HttpTransport(Config options, Context context, Port port) {
        this.context = context;
        caller = new HttpCaller(options, context);
        this.port = port;
        reception = new Reception(port, context);
    }

    @Override
    public Link link(ChannelSpec channel) {
        return new HttpLink(
                channel, new Calling(channel, caller, context.credentials(channel.name())), reception, context);
    }

    @Override
    public void start() {
        reception.start();
    }

    /** The port that is bound; 0 while nothing listens. */
    int port() {
        return port.number();
    }

    @Override
    public CompletionStage<Void> close() {
        return reception.close().thenCompose(done -> caller.close());
    }
}
