package io.unifiedipc.http;

import io.unifiedipc.http.config.HttpOptions;
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
 * HTTP/1.1, under the name {@code http}. Commands are {@code POST {base}/v{major}/{channel}/{operation}}, events
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
 */
public final class HttpTransportProvider implements TransportProvider {
    /**
     * Bytes of names and values that a message may have. It is a quarter of the default of {@code max-header-bytes}, for
     * encoding can make a value three times as long, and the driver adds some of its own.
     */
    static final int MAX_HEADER_BYTES = HttpOptions.DEFAULT_MAX_HEADER_BYTES / 4;

    private volatile @Nullable HttpTransport opened;

    /** Made by the service loader, or for {@code IpcBuilder.add}. */
    public HttpTransportProvider() {}

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Schema transportOptions() {
        return HttpOptions.TRANSPORT;
    }

    @Override
    public Schema channelOptions() {
        return HttpOptions.CHANNEL;
    }

    @Override
    public Capabilities capabilities(ChannelSpec channel) {
        return Capabilities.of(
                MAX_HEADER_BYTES,
                Capability.REQUEST,
                Capability.SEND,
                Capability.PUBLISH,
                Capability.GATHER,
                Capability.COMPETING,
                Capability.CANCEL_REACHES_PEER,
                Capability.ABSENCE_KNOWN);
    }

    @Override
    public Transport open(Config options, Context context) {
        HttpTransport transport = new HttpTransport(options, context);
        opened = transport;
        return transport;
    }

    /** The port on which the {@code Ipc} listens that was built last with this very object; 0 while nothing listens. */
    public int port() {
        HttpTransport transport = opened;
        return transport == null ? 0 : transport.port();
    }
}
