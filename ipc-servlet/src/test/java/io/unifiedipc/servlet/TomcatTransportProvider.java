package io.unifiedipc.servlet;

import io.unifiedipc.http.HttpTransportProvider;
import io.unifiedipc.http.config.HttpOptions;
import io.unifiedipc.http.config.PortOptions;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** For the kit: http that is mounted, with a Tomcat of its own to be mounted in. */
public final class TomcatTransportProvider implements TransportProvider {
    static final String NAME = "http-in-tomcat";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Schema transportOptions() {
        return Schema.of(PortOptions.LISTEN);
    }

    @Override
    public Schema channelOptions() {
        return HttpOptions.CHANNEL;
    }

    @Override
    public Capabilities capabilities(ChannelSpec channel) {
        return HttpTransportProvider.mounted().capabilities(channel);
    }

    @Override
    public Transport open(Config options, Context context) {
        HttpTransportProvider http = HttpTransportProvider.mounted();
        Transport mounted =
                http.open(new Config(Map.of(PortOptions.MAX_HEADER_BYTES.key(), Tomcats.HEADER_BYTES)), context);
        Tomcats tomcat = new Tomcats(options.get(PortOptions.LISTEN));
        tomcat.servlet(new IpcServlet(http)).start();
        return new Transport() {
            @Override
            public Link link(ChannelSpec channel) {
                return mounted.link(channel);
            }

            @Override
            public void start() {
                mounted.start();
            }

            @Override
            public CompletionStage<Void> close() {
                return mounted.close().thenRun(tomcat::close);
            }
        };
    }
}
