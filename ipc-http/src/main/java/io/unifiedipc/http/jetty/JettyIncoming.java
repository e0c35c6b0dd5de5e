package io.unifiedipc.http.jetty;

import io.unifiedipc.http.receive.BodySink;
import io.unifiedipc.http.receive.Incoming;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Problems;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A request to the own port. */
final class JettyIncoming implements Incoming {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    /** What nearly every answer says, as bytes once and for all. */
    private static final HttpField JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

    private static final HttpField RAN = new PreEncodedHttpField(Problems.EXECUTED, "yes");
    /** What the server adds to the headers of an answer by itself. */
    private static final int OWN_HEADERS = 256;
    /** How much of a body that nobody wants is waited for. */
    private static final int MOST_AWAITED = 64 << 10;
    /** Attribute of a request that was given up before a handler had it, and never gets to one. */
    private static final String GIVEN_UP = JettyIncoming.class.getName() + ".givenUp";

    private final Request request;
    private final Response response;
    private final Callback callback;
    private volatile boolean handled;
    private volatile boolean whole;
    /** Null under HTTP/1.1, where a connection has no others. */
    private final @Nullable StreamEye stream;

    JettyIncoming(Request request, Response response, Callback callback) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        ConnectionMetaData connection = request.getConnectionMetaData();
        stream = connection.getHttpVersion() == HttpVersion.HTTP_2
                ? new StreamEye(
                        connection.getConnection(), request.getComponents().getExecutor())
                : null;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return request.getHttpURI().getPath();
    }

    @Override
    public @Nullable String query() {
        return request.getHttpURI().getQuery();
    }

    @Override
    public List<X509Certificate> certificates() {
        EndPoint.SslSessionData tls =
                request.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData();
        X509Certificate[] chain = tls == null ? null : tls.peerCertificates();
        return chain == null ? List.of() : List.of(chain);
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeaders().get(name);
    }

    @Override
    public void headers(BiConsumer<String, String> sink) {
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            sink.accept(field.getLowerCaseName(), value == null ? "" : value);
        }
    }

    @Override
    public void read(BodySink sink) {
        if (sink.wanted()) {
            readOn(sink);
        }
    }

    private void readOn(BodySink sink) {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(() -> readOn(sink));
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                sink.broken(chunk.getFailure());
                return;
            }
            boolean more = sink.take(chunk.getByteBuffer());
            boolean last = chunk.isLast();
            whole = last;
            chunk.release();
            if (more && last) {
                sink.end();
            }
            if (!more || last) {
                return;
            }
        }
    }

    @Override
    public int headerLimit() {
        return request.getConnectionMetaData().getHttpConfiguration().getResponseHeaderSize() - OWN_HEADERS;
    }

    @Override
    public void handling() {
        handled = true;
        // How long a handler takes is the deadline's matter; the time-out of the connection is for silent callers.
        request.addIdleTimeoutListener(timeout -> false);
        if (stream != null) {
            request.addFailureListener(stream);
        }
    }

    @Override
    public Watch watch(Runnable gone) {
        if (stream != null) {
            stream.open(gone);
            return stream;
        }
        Eye eye = new Eye(request.getConnectionMetaData().getConnection().getEndPoint(), gone);
        eye.open();
        return eye;
    }

    @Override
    public CompletionStage<Void> answer(Answer answer) {
        if (!bodyIsOnItsWay()) {
            return answer(response, answer, callback);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        discard(() -> answer(response, answer, callback).whenComplete((sent, e) -> {
            if (e == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(e);
            }
        }));
        return done;
    }

    /**
     * A stream that is answered before its request is whole is reset then (RFC 9113, section 8.1), and some callers take that
     * for the loss of their answer. So a small body is let in first; a caller that waits to be asked for it isn't asked.
     */
    private boolean bodyIsOnItsWay() {
        long announced = request.getLength();
        return stream != null && !whole && announced > 0 && announced <= MOST_AWAITED && header("Expect") == null;
    }

    private void discard(Runnable then) {
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(() -> discard(then));
                return;
            }
            boolean over = chunk.isLast() || Content.Chunk.isFailure(chunk);
            chunk.release();
            if (over) {
                then.run();
                return;
            }
        }
    }

    static CompletionStage<Void> answer(Response response, Answer answer, Callback callback) {
        response.setStatus(answer.status());
        HttpFields.Mutable fields = response.getHeaders();
        for (Map.Entry<String, String> header : answer.headers()) {
            HttpField usual = usual(header);
            if (usual == null) {
                fields.put(header.getKey(), header.getValue());
            } else {
                fields.put(usual);
            }
        }
        if (answer.last()) {
            fields.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        }
        byte[] body = answer.body();
        if (body != null) {
            fields.put(HttpHeader.CONTENT_LENGTH, body.length);
        }
        Written written = new Written(callback);
        response.write(true, body == null ? NOTHING.slice() : ByteBuffer.wrap(body), written);
        return written.done;
    }

    private static @Nullable HttpField usual(Map.Entry<String, String> header) {
        HttpField usual = switch (header.getKey()) {
            case HeaderNames.CONTENT_TYPE -> JSON;
            case Problems.EXECUTED -> RAN;
            default -> null;
        };
        return usual != null && header.getValue().equals(usual.getValue()) ? usual : null;
    }

    @Override
    public void abandon(Throwable why) {
        if (!handled) {
            request.setAttribute(GIVEN_UP, true);
        }
        callback.failed(why);
    }

    static boolean givenUp(Request request) {
        return request.getAttribute(GIVEN_UP) != null;
    }

    /** The end of the answer. */
    private static final class Written implements Callback {
        private final Callback callback;
        final CompletableFuture<Void> done = new CompletableFuture<>();

        Written(Callback callback) {
            this.callback = callback;
        }

        @Override
        public void succeeded() {
            callback.succeeded();
            done.complete(null);
        }

        @Override
        public void failed(Throwable e) {
            callback.failed(e);
            done.completeExceptionally(e);
        }
    }
}
