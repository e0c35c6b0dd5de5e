package io.unifiedipc.http.call;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.config.ConnectionOptions;
import io.unifiedipc.spi.Config;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * The way through a proxy: with CONNECT to https:// addresses (RFC 9110, section 9.3.6), which it can't look into; http://
 * ones it is asked for itself. It is told who calls with the first request, and not again where it refuses that.
 *
 * @param proxy where it is; its name is looked up for each connection
 * @param credentials what it is told, or null
 */
record ProxyWay(Proxy proxy, @Nullable String credentials) implements Authenticator {
    private static final String AUTHORIZATION = "Proxy-Authorization";

    /** What is wrong with its keys together; null for nothing. */
    static @Nullable String wrong(Config options) {
        boolean user = options.find(ConnectionOptions.PROXY_USER) != null;
        boolean password = options.find(ConnectionOptions.PROXY_PASSWORD) != null;
        return user != password || (user && options.find(ConnectionOptions.PROXY) == null)
                ? "proxy-user and proxy-password go together, and with proxy"
                : null;
    }

    static @Nullable ProxyWay of(Config options) {
        String address = options.find(ConnectionOptions.PROXY);
        String user = options.find(ConnectionOptions.PROXY_USER);
        String password = options.find(ConnectionOptions.PROXY_PASSWORD);
        if (address == null) {
            return null;
        }
        HttpUrl url = HttpUrl.get(address);
        return new ProxyWay(
                new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.host(), url.port())),
                user == null || password == null ? null : Credentials.basic(user, password, StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
        return credentials == null || response.request().header(AUTHORIZATION) != null
                ? null
                : response.request()
                        .newBuilder()
                        .header(AUTHORIZATION, credentials)
                        .build();
    }

    /** What a failure to connect through it means; nothing of the message has been sent. */
    IpcException failure(String place, String why, Exception cause) {
        if (why.contains("Failed to authenticate with proxy")) {
            return IpcException.of(Kind.UNAUTHORIZED, Executed.NO, refused(place), cause);
        }
        String answered = "Unexpected response code for CONNECT: ";
        return IpcException.of(
                Kind.UNREACHABLE,
                Executed.NO,
                "no connection to " + place + " through " + this + ": "
                        + (why.contains(answered)
                                ? "it answered CONNECT with " + why.substring(answered.length())
                                        + "; may it, and can it, connect there?"
                                : why),
                cause);
    }

    String refused(String place) {
        return this + " on the way to " + place + " wants to know who calls (407): "
                + (credentials == null
                        ? "set proxy-user and proxy-password"
                        : "it doesn't take this proxy-user and proxy-password");
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        InetSocketAddress address = (InetSocketAddress) proxy.address();
        return "the proxy at " + address.getHostString() + ":" + address.getPort();
    }
}
