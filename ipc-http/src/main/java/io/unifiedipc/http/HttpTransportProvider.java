package io.unifiedipc.http;

import io.unifiedipc.http.config.ConnectionOptions;
import io.unifiedipc.http.config.HttpOptions;
import io.unifiedipc.http.config.Plain;
import io.unifiedipc.http.config.PortOptions;
import io.unifiedipc.http.receive.Mount;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 and HTTP/2, under the name {@code http}. An operation with a route is found there, as REST services have it; other
 * commands are {@code POST {base}/v{major}/{channel}/{operation}}, events
 * {@code POST {base}/v{major}/{channel}/{group}}; the answer of the handler is the response.
 *
 * <p>It is found on the class path. One that is added by hand tells which port {@code listen: 0} has found:
 *
 * <pre>{@code
 * HttpTransportProvider http = new HttpTransportProvider();
 * Ipc ipc = Ipc.builder().add(http).set("transports.http.listen", "0").build();
 * ...
 * ipc.ready().join();
 * String address = "http://localhost:" + http.port();
 * }</pre>
 *
 * <p>One that is {@link #mounted} has no port: a servlet container brings its requests.
 */
public final class HttpTransportProvider implements TransportProvider {
    /**
     * Bytes of names and values that a message may have. It is a quarter of the default of {@code max-header-bytes}, for
     * encoding can make a value three times as long, and the driver adds some of its own.
     */
    static final int MAX_HEADER_BYTES = PortOptions.DEFAULT_MAX_HEADER_BYTES / 4;

    private final @Nullable Mount mount;
    private volatile @Nullable HttpTransport opened;

    /** Made by the service loader, or for {@code IpcBuilder.add}. */
    public HttpTransportProvider() {
        this(null);
    }

    private HttpTransportProvider(@Nullable Mount mount) {
        this.mount = mount;
    }

    /**
     * Without a port: what is received comes by a servlet container that is there already, behind its filters. Given to
     * {@code IpcBuilder.add} and to the servlet of {@code ipc-servlet}:
     *
     * <pre>{@code
     * HttpTransportProvider http = HttpTransportProvider.mounted();
     * Ipc ipc = Ipc.builder().add(http).build();
     * new IpcServlet(http).addTo(servletContext, "/ipc/*");
     * }</pre>
     *
     * <p>What is said in the configuration about the own port ({@code listen} and the like) stops the start.
     */
    public static HttpTransportProvider mounted() {
        return new HttpTransportProvider(new Mount(PortOptions.DEFAULT_MOUNTED_HEADER_BYTES));
    }

    /**
     * Where an adapter brings the requests of its server.
     *
     * @throws IllegalStateException where this has a port of its own
     */
    public Mount mount() {
        if (mount == null) {
            throw new IllegalStateException(
                    "this provider has a port of its own: make it with HttpTransportProvider.mounted()");
        }
        return mount;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Schema transportOptions() {
        return mount == null ? HttpOptions.TRANSPORT : HttpOptions.MOUNTED;
    }

    @Override
    public Schema channelOptions() {
        return HttpOptions.CHANNEL;
    }

    @Override
    public Capabilities capabilities(ChannelSpec channel) {
        Capabilities all = Capabilities.of(
                MAX_HEADER_BYTES,
                Capability.REQUEST,
                Capability.SEND,
                Capability.PUBLISH,
                Capability.GATHER,
                Capability.RECEIVER_ORDER,
                Capability.COMPETING,
                Capability.CANCEL_REACHES_PEER,
                Capability.ABSENCE_KNOWN);
        // A container doesn't tell that a caller has gone before it is answered.
        return mount == null ? all : all.without(Capability.CANCEL_REACHES_PEER);
    }

    @Override
    public boolean choosesEndpoint(ChannelSpec channel) {
        return HttpOptions.isChoice(channel.options());
    }

    @Override
    public @Nullable String againstCredentials(ChannelSpec channel) {
        String open = Plain.first(
                HttpOptions.addresses(channel.options()), channel.options().find(ConnectionOptions.PROXY) != null);
        return open == null || channel.options().get(HttpOptions.INSECURE)
                ? null
                : "'" + open
                        + "' is plain http to another machine, where they could be read: use https, or say channels."
                        + channel.name() + ".http.insecure: true";
    }

    @Override
    public @Nullable String againstAuthenticating(ChannelSpec channel) {
        return null;
    }

    @Override
    public Transport open(Config options, Context context) {
        HttpTransport transport = mount == null
                ? new HttpTransport(options, context)
                : new HttpTransport(options, context, mount.port(options.get(PortOptions.MOUNTED_HEADER_BYTES)));
        opened = transport;
        return transport;
    }

    /** The port on which the {@code Ipc} listens that was built last with this very object; 0 while nothing listens. */
    public int port() {
        HttpTransport transport = opened;
        return transport == null ? 0 : transport.port();
    }
}
