package io.unifiedipc.http.identity;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.config.TlsOptions;
import io.unifiedipc.http.identity.OAuth2Provider.SendSecret;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.tls.BadFile;
import io.unifiedipc.tls.Certificates;
import io.unifiedipc.tls.Material;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Where tokens are given: one request, one answer, on the calling thread. */
final class TokenEndpoint {
    private static final int MOST_BYTES = 64 * 1024;

    private final String block;
    private final Config options;
    private final String url;
    private final OkHttpClient client;
    private final Certificates certificates;

    TokenEndpoint(String block, Config options, Context context) {
        this.block = block;
        this.options = options;
        url = options.get(OAuth2Provider.TOKEN_URL);
        certificates = new Certificates(
                TlsOptions.calling(options),
                context.clock(),
                () -> context.count(Certificates.REFUSED, "credentials." + block));
        client = new OkHttpClient.Builder()
                .callTimeout(options.get(OAuth2Provider.TIMEOUT))
                .connectTimeout(0, TimeUnit.MILLISECONDS)
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .writeTimeout(0, TimeUnit.MILLISECONDS)
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS)) // the next request comes in an hour
                .protocols(List.of(Protocol.HTTP_1_1))
                .proxy(Proxy.NO_PROXY)
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .addNetworkInterceptor(chain -> {
                    // OkHttp sends a request again on a 503 with "Retry-After: 0".
                    return chain.proceed(chain.request())
                            .newBuilder()
                            .removeHeader("Retry-After")
                            .build();
                })
                .build();
    }

    /**
     * A token. Blocks until it is there.
     *
     * @throws IpcException executed NO, where it isn't
     */
    TokenAnswer fetch() {
        try (Response response = client().newCall(request()).execute()) {
            byte[] body = body(response);
            if (response.code() == 200) {
                return TokenAnswer.read(body);
            }
            throw refused(response.code(), TokenAnswer.error(body));
        } catch (IpcException e) {
            throw IpcException.of(e.kind(), Executed.NO, "the token endpoint " + url + ": " + e.text());
        } catch (BadFile e) {
            throw IpcException.of(
                    Kind.MISCONFIGURED, Executed.NO, "ipc.credentials." + block + ": " + e.getMessage(), e);
        } catch (InterruptedIOException e) {
            throw IpcException.of(
                    Kind.TIMEOUT,
                    Executed.NO,
                    "the token endpoint " + url + " gave no answer within "
                            + options.get(OAuth2Provider.TIMEOUT).toMillis() + " ms, the timeout of ipc.credentials."
                            + block);
        } catch (IOException e) {
            throw IpcException.of(
                    Kind.UNREACHABLE,
                    Executed.NO,
                    "the token endpoint " + url + " can't be reached: "
                            + e.getClass().getSimpleName() + ", " + e.getMessage(),
                    e);
        }
    }

    private OkHttpClient client() {
        if (!url.regionMatches(true, 0, "https:", 0, 6)) {
            return client;
        }
        Material material = certificates.current();
        return client.newBuilder()
                .sslSocketFactory(material.sockets(), material.trust())
                .build();
    }

    /** Breaks off the request that is under way. */
    void cancel() {
        client.dispatcher().cancelAll();
    }

    private Request request() {
        String id = options.get(OAuth2Provider.CLIENT_ID);
        String secret = options.get(OAuth2Provider.CLIENT_SECRET);
        boolean inHeader = options.get(OAuth2Provider.SEND_SECRET) == SendSecret.HEADER;
        FormBody.Builder form = new FormBody.Builder(StandardCharsets.UTF_8).add("grant_type", "client_credentials");
        add(form, "scope", options.find(OAuth2Provider.SCOPE));
        add(form, "audience", options.find(OAuth2Provider.AUDIENCE));
        add(form, "client_id", inHeader ? null : id);
        add(form, "client_secret", inHeader ? null : secret);
        Request.Builder request = new Request.Builder()
                .url(url)
                .header("Accept", "application/json")
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "unified-ipc")
                .post(form.build());
        if (inHeader) {
            // RFC 6749, 2.3.1: both are encoded as in a form first.
            request.header("Authorization", Credentials.basic(encoded(id), encoded(secret)));
        }
        return request.build();
    }

    private static void add(FormBody.Builder form, String name, @Nullable String value) {
        if (value != null) {
            form.add(name, value);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] body(Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (source.request(MOST_BYTES + 1L)) {
            throw TokenAnswer.useless("has more than " + MOST_BYTES + " bytes");
        }
        return source.readByteArray();
    }

    private IpcException refused(int status, String error) {
        boolean mayPass = status == 408 || status == 429 || status >= 500;
        return IpcException.of(
                mayPass ? Kind.UNREACHABLE : Kind.UNAUTHORIZED,
                Executed.NO,
                "it answered HTTP " + status + error
                        + (mayPass ? "" : ": check client-id, client-secret and scope of ipc.credentials." + block));
    }
}
