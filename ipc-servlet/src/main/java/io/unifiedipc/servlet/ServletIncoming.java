package io.unifiedipc.servlet;

import io.unifiedipc.http.receive.BodySink;
import io.unifiedipc.http.receive.Incoming;
import io.unifiedipc.http.receive.Refusal;
import io.unifiedipc.http.receive.Replies;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request that a container has brought, with what its filters have made of it. */
final class ServletIncoming implements Incoming, AsyncListener {
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    private static final Logger LOG = LoggerFactory.getLogger(ServletIncoming.class);
    /** What the container adds to the headers of an answer by itself. */
    private static final int OWN_HEADERS = 256;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final AsyncContext async;
    private final int headerLimit;
    private volatile boolean handled;
    private volatile boolean over;
    private volatile @Nullable Runnable gone;

    ServletIncoming(HttpServletRequest request, HttpServletResponse response, int headerLimit) {
        this.request = request;
        this.response = response;
        this.headerLimit = headerLimit - OWN_HEADERS;
        async = request.startAsync(request, response);
        // How long a handler takes is the deadline's matter; silent callers are the connector's.
        async.setTimeout(0);
        async.addListener(this);
    }

    /**
     * Looks whether the way to the servlet was a plain one.
     *
     * @throws Refusal where it was not
     */
    void checkPath() {
        if (!request.getRequestURI().startsWith(place())) {
            throw Refusal.invalid("the path leads here only by detours: write it as " + place() + "/...");
        }
    }

    /** As it is configured: the request's own context path may have parameters or encoded letters in it. */
    private String place() {
        return request.getServletContext().getContextPath() + request.getServletPath();
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    /** The container's own getPathInfo is decoded, and without what follows a semicolon: it may lead elsewhere. */
    @Override
    public String path() {
        return request.getRequestURI().substring(place().length());
    }

    @Override
    public String base() {
        return place();
    }

    @Override
    public @Nullable String query() {
        return request.getQueryString();
    }

    @Override
    public @Nullable Principal principal() {
        return request.getUserPrincipal();
    }

    /** Jakarta Servlet 6, 3.10: where the connection has them. */
    @Override
    public List<X509Certificate> certificates() {
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain ? List.of(chain) : List.of();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public void headers(BiConsumer<String, String> sink) {
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            for (String value : Collections.list(request.getHeaders(name))) {
                sink.accept(lower, value);
            }
        }
    }

    @Override
    public void read(BodySink sink) {
        if (!sink.wanted()) {
            return;
        }
        try {
            var in = request.getInputStream();
            in.setReadListener(new BodyReader(in, sink));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its answer may need a thread of the container while the handler still waits on the one that brought the body. */
    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public int headerLimit() {
        return headerLimit;
    }

    @Override
    public void handling() {
        handled = true;
    }

    @Override
    public Watch watch(Runnable hook) {
        gone = hook;
        return Watch.NONE;
    }

    @Override
    public CompletionStage<Void> answer(Answer answer) {
        gone = null;
        if (over) {
            return CompletableFuture.failedFuture(new EOFException("the caller has gone"));
        }
        try {
            return Answers.write(async, response, answer);
        } catch (IOException | RuntimeException e) {
            // The container has let go of the request in this moment.
            end();
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void abandon(Throwable why) {
        LOG.debug("a request is given up", why);
        if (handled) {
            end();
            return;
        }
        boolean silent = why instanceof TimeoutException || why instanceof SocketTimeoutException;
        var unused = answer(Replies.of(
                Refusal.http(silent ? 408 : 400, "the body did not arrive as it was announced: " + why.getMessage())));
    }

    private void end() {
        over = true;
        try {
            async.complete();
        } catch (IllegalStateException e) {
            LOG.debug("the container has ended a request", e);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        over = true;
    }

    @Override
    public void onError(AsyncEvent event) {
        over = true;
        Runnable hook = gone;
        gone = null;
        if (hook != null) {
            hook.run();
        }
        // Without it the container would answer with a page of its own.
        end();
    }

    /** There is no time-out. */
    @Override
    public void onTimeout(AsyncEvent event) {
        onError(event);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
