package io.unifiedipc.http.call;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.config.ConnectionOptions;
import io.unifiedipc.http.config.HttpOptions;
import io.unifiedipc.http.config.TlsOptions;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.tls.BadFile;
import io.unifiedipc.tls.Certificates;
import io.unifiedipc.tls.Material;
import io.unifiedipc.tls.TlsFiles;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp as one channel wants it: whom it believes, its version of HTTP, its proxy. Connections are shared with other channels
 * that want the same.
 */
final class Client {
    private final OkHttpClient plain;
    private final Certificates certificates;
    private final ConnectionOptions.Protocol protocol;
    private final boolean compression;
    final @Nullable ProxyWay proxy;
    /** Whether its calls show who they are by a certificate. */
    final boolean certified;

    private volatile @Nullable Made made;

    /** A client for https:// with what was in the files at one time. */
    private record Made(Material material, OkHttpClient client) {}

    /**
     * For a channel.
     *
     * @throws IpcException of kind MISCONFIGURED where its options can't be used, or don't go together
     */
    Client(ChannelSpec channel, HttpCaller caller) {
        Config options = channel.options();
        protocol = options.get(ConnectionOptions.PROTOCOL);
        compression = options.get(ConnectionOptions.COMPRESSION);
        proxy = ProxyWay.of(options);
        TlsFiles files = TlsOptions.calling(options);
        certificates = caller.certificates(files);
        certified = files.certificate() != null;
        plain = caller.like(builder -> {
            builder.protocols(
                    protocol == ConnectionOptions.Protocol.H2C
                            ? List.of(okhttp3.Protocol.H2_PRIOR_KNOWLEDGE)
                            : protocol == ConnectionOptions.Protocol.AUTO
                                    ? List.of(okhttp3.Protocol.HTTP_2, okhttp3.Protocol.HTTP_1_1)
                                    : List.of(okhttp3.Protocol.HTTP_1_1));
            if (proxy != null) {
                builder.proxy(proxy.proxy()).proxyAuthenticator(proxy);
            }
        });
        check(channel, files);
    }

    private void check(ChannelSpec channel, TlsFiles files) {
        List<String> addresses = HttpOptions.addresses(channel.options());
        boolean secure =
                addresses.stream().anyMatch(address -> HttpUrl.get(address).isHttps());
        String wrong = ProxyWay.wrong(channel.options());
        if (wrong != null) {
            throw misconfigured(channel, wrong);
        }
        if (!addresses.isEmpty() && !secure && !files.isEmpty()) {
            wrong = "it has certificates and no https:// address, so that nothing would be encrypted: write https://";
        } else if (protocol == ConnectionOptions.Protocol.H2C && (secure || proxy != null)) {
            wrong = "protocol h2c is for http:// addresses without a proxy: take auto, which finds HTTP/2 by itself";
        } else if (secure && !files.isEmpty()) {
            try {
                certificates.current();
            } catch (BadFile e) {
                wrong = e.getMessage();
            }
        }
        if (wrong != null) {
            throw misconfigured(channel, wrong);
        }
    }

    private static IpcException misconfigured(ChannelSpec channel, String wrong) {
        return IpcException.of(Kind.MISCONFIGURED, Executed.NO, "ipc.channels." + channel.name() + ".http: " + wrong);
    }

    /**
     * Whether calls may share a connection. Such a one must not be written to by a thread that can be interrupted, for an
     * interrupt closes it.
     */
    boolean shares(HttpUrl url) {
        return url.isHttps() ? protocol == ConnectionOptions.Protocol.AUTO : protocol == ConnectionOptions.Protocol.H2C;
    }

    /** A call of OkHttp's, with what each request of the channel has. */
    okhttp3.Call call(Request.Builder builder) {
        // Accepted codings are always set, for OkHttp would ask by itself and take out of the answer what it asked for.
        Request request = builder.header("Accept-Encoding", compression ? Unpacking.ACCEPTED : "identity")
                .build();
        if (request.isHttps()) {
            return secure().newCall(request);
        }
        return plain.newCall(
                proxy == null || proxy.credentials() == null
                        ? request
                        : request.newBuilder()
                                .header("Proxy-Authorization", proxy.credentials())
                                .build());
    }

    private OkHttpClient secure() {
        Material material = certificates.current();
        Made known = made;
        return known != null && known.material().equals(material) ? known.client() : renewed(material);
    }

    private synchronized OkHttpClient renewed(Material material) {
        Made known = made;
        if (known != null && known.material().equals(material)) {
            return known.client();
        }
        if (known != null) {
            // Those of the old files fit no call any more; so they needn't stand there until they have been idle for
            // long.
            plain.connectionPool().evictAll();
        }
        OkHttpClient client = plain.newBuilder()
                .sslSocketFactory(material.sockets(), material.trust())
                .build();
        made = new Made(material, client);
        return client;
    }
}
