package io.unifiedipc.http.call;

import io.unifiedipc.http.wire.WireHeaders;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import java.util.Locale;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.internal.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** Requests, made of messages and of other requests. */
final class Requests {
    /**
     * What another origin gets to see. A list of what may go, and not of what may not: which header says who somebody is, is a
     * matter of each company's own.
     */
    private static final Set<String> FOR_ANYBODY = Set.of(
            "accept",
            "accept-encoding",
            "accept-language",
            "user-agent",
            "content-type",
            HeaderNames.IDEMPOTENCY_KEY,
            HeaderNames.DEADLINE_MS,
            "traceparent",
            "tracestate");
    /** What is said of a body, or of work to be done. */
    private static final Set<String> OF_THE_WORK =
            Set.of("content-type", "content-encoding", "prefer", HeaderNames.IDEMPOTENCY_KEY);

    /** What strangers who can choose are asked for. */
    private static final String ACCEPTED = "application/json, application/problem+json, */*;q=0.5";

    /** Where a credential is shown. */
    static final String AUTHORIZATION = "Authorization";

    private Requests() {}

    /** That of a message, with what it shows of its sender. */
    static Request.Builder of(Exchange exchange, @Nullable Credential credential) {
        Call call = exchange.call;
        Envelope envelope = call.envelope();
        Request.Builder request = new Request.Builder().url(exchange.url).tag(Exchange.class, exchange);
        io.unifiedipc.Headers headers = envelope.headers();
        if (call.attempt() > 1) {
            headers = headers.with(HeaderNames.ATTEMPT, Integer.toString(call.attempt()));
        }
        String target = headers.get(HeaderNames.TARGET);
        boolean metadata = target == null || exchange.calling.metadata();
        // Each name is there once, so that none has to be looked for before it is added.
        int bytes = WireHeaders.write(headers, metadata ? request::addHeader : WireHeaders.plain(request::addHeader));
        if (credential != null) {
            request.header(AUTHORIZATION, credential.value());
            bytes += AUTHORIZATION.length() + credential.value().length();
        }
        Answers.checkSize(exchange.calling.channel, bytes);
        if (call.deadline() != Delivery.NO_DEADLINE && metadata) {
            request.header(HeaderNames.DEADLINE_MS, exchange.deadline());
        }
        String prefer = exchange.calling.prefer(call.style());
        if (!prefer.isEmpty()) {
            request.header("Prefer", prefer);
        }
        if (target != null) {
            request.header("Accept", ACCEPTED);
        }
        String method = target == null ? "POST" : target.substring(0, target.indexOf(' '));
        boolean withBody = envelope.body().length > 0 || HttpMethod.requiresRequestBody(method);
        return request.header("User-Agent", "unified-ipc").method(method, withBody ? new Body(envelope.body()) : null);
    }

    /** The same elsewhere. */
    static Request again(Request request, HttpUrl place) {
        return to(request, place).build();
    }

    /** A look at what a request has brought about. */
    static Request get(Request request, HttpUrl place) {
        Request.Builder look = to(request, place).get();
        OF_THE_WORK.forEach(look::removeHeader);
        return look.build();
    }

    private static Request.Builder to(Request request, HttpUrl place) {
        Request.Builder next = request.newBuilder().url(place);
        if (!Locations.sameOrigin(request.url(), place)) {
            Headers.Builder kept = new Headers.Builder();
            for (int i = 0; i < request.headers().size(); i++) {
                String name = request.headers().name(i);
                if (FOR_ANYBODY.contains(name.toLowerCase(Locale.ROOT))) {
                    kept.add(name, request.headers().value(i));
                }
            }
            next.headers(kept.build());
        }
        return next;
    }
}
