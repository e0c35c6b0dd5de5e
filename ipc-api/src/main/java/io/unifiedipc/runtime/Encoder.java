package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Message;
import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.OperationSpec;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages to envelopes, for one channel: each is encoded once, here. What is the same for all messages of an operation
 * (source, type, version) is one list of headers that they share.
 */
final class Encoder {
    private static final byte[] NOTHING = {};
    /** Over it, a message never expires: not every reader of times knows later ones. */
    private static final Duration LONGEST_EXPIRY = Duration.ofDays(36_500);

    private final String channel;
    private final String service;
    private final String version;
    private final String codec;
    private final int maxPayload;
    private final int maxHeaderBytes;
    private final Codecs codecs;
    private final ConcurrentHashMap<OperationSpec, Headers> shared = new ConcurrentHashMap<>();
    private volatile Stamp stamp = new Stamp(0, "");

    Encoder(
            String channel,
            String service,
            String version,
            String codec,
            int maxPayload,
            int maxHeaderBytes,
            Codecs codecs) {
        this.channel = channel;
        this.service = service;
        this.version = version;
        this.codec = codec;
        this.maxPayload = maxPayload;
        this.maxHeaderBytes = maxHeaderBytes;
        this.codecs = codecs;
    }

    /** A command or event. */
    Envelope message(
            OperationSpec operation,
            @Nullable Object payload,
            Message<?> message,
            String idempotencyKey,
            @Nullable Duration expiry,
            @Nullable String replyTo,
            @Nullable String answers,
            Instant now) {
        Headers headers = shared.get(operation);
        if (headers == null) {
            headers = shared.computeIfAbsent(operation, this::sharedHeaders);
        }
        headers = headers.plus(HeaderNames.ID, message.id())
                .plus(HeaderNames.TIME, text(now))
                .plus(HeaderNames.IDEMPOTENCY_KEY, idempotencyKey);
        String key = message.key() != null || payload == null ? message.key() : Keys.of(payload);
        if (key != null) {
            headers = message.key() == null ? headers.with(HeaderNames.KEY, key) : headers.plus(HeaderNames.KEY, key);
        }
        if (expiry != null && expiry.compareTo(LONGEST_EXPIRY) < 0) {
            headers = headers.plus(HeaderNames.EXPIRES, now.plus(expiry).toString());
        }
        if (replyTo != null) {
            headers = headers.with(HeaderNames.REPLY_CHANNEL, replyTo);
        }
        if (answers != null) {
            headers = headers.plus(HeaderNames.ANSWERS, answers);
        }
        if (message.headers().size() > 0) {
            for (var header : message.headers()) {
                headers = headers.plus(header.getKey(), header.getValue());
            }
        }
        return checked(Envelope.of(headers, payload == null ? NOTHING : body(payload, operation.payload())), operation);
    }

    /** A reply; the operation's own type says how it is written, where it has one. */
    Envelope reply(@Nullable Object value, Type type) {
        if (value == null) {
            return Envelope.of(Headers.EMPTY, NOTHING);
        }
        Type written = type == Object.class ? value.getClass() : type;
        Headers headers = Headers.EMPTY.plus(
                HeaderNames.CONTENT_TYPE, codecs.named(codec, written).contentType());
        Envelope reply = Envelope.of(headers, body(value, written));
        if (reply.body().length > maxPayload) {
            throw tooLarge("the reply", reply.body().length, Executed.YES);
        }
        return reply;
    }

    private Headers sharedHeaders(OperationSpec operation) {
        Headers headers = Headers.EMPTY
                .plus(HeaderNames.SPEC_VERSION, "1.0")
                .plus(HeaderNames.TYPE, operation.name())
                .plus(HeaderNames.SOURCE, service)
                .plus(HeaderNames.VERSION, version);
        return operation.payload() == void.class
                ? headers
                : headers.plus(
                        HeaderNames.CONTENT_TYPE,
                        codecs.named(codec, operation.payload()).contentType());
    }

    private byte[] body(Object payload, Type type) {
        Codec chosen = codecs.named(codec, type);
        try {
            return chosen.encode(payload, type);
        } catch (IOException | RuntimeException e) {
            throw IpcException.of(
                    Kind.INVALID,
                    Executed.NO,
                    "a " + payload.getClass().getSimpleName() + " for '" + channel + "' can't be written as "
                            + chosen.name() + ": " + e.getMessage(),
                    e);
        }
    }

    private Envelope checked(Envelope envelope, OperationSpec operation) {
        if (envelope.body().length > maxPayload) {
            throw tooLarge(operation.name(), envelope.body().length, Executed.NO);
        }
        int bytes = envelope.headers().weight();
        if (bytes > maxHeaderBytes) {
            throw IpcException.of(
                    Kind.TOO_LARGE,
                    Executed.NO,
                    "the " + envelope.headers().size() + " headers of " + operation.name() + " for '" + channel
                            + "' may take " + bytes + " bytes, over the " + maxHeaderBytes
                            + " of its transport: put them into the payload");
        }
        return envelope;
    }

    private IpcException tooLarge(String what, int bytes, Executed executed) {
        return IpcException.of(
                Kind.TOO_LARGE,
                executed,
                what + " on '" + channel + "' has " + bytes + " bytes, over its max-payload of " + maxPayload
                        + ": raise it on both sides, or send a reference");
    }

    /** Messages of one millisecond share their time's text: writing it costs more than all else in here. */
    private String text(Instant now) {
        long millis = now.toEpochMilli();
        Stamp last = stamp;
        if (last.millis != millis) {
            last = new Stamp(millis, Instant.ofEpochMilli(millis).toString());
            stamp = last;
        }
        return last.text;
    }

    private record Stamp(long millis, String text) {}
}
