package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Message;
import io.unifiedipc.spi.Binding;
import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.OperationSpec;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private final Via via;
    private final String version;
    private final String codec;
    private final int maxPayload;
    private final int maxHeaderBytes;
    private final List<String> forward;
    private final Codecs codecs;
    private final Link link;
    private final List<Decorator> stack;
    private final ConcurrentHashMap<OperationSpec, Form> forms = new ConcurrentHashMap<>();
    /** The headers of replies, by content type: as many as there are codecs. */
    private final ConcurrentHashMap<String, Headers> replies = new ConcurrentHashMap<>();

    Encoder(
            String channel,
            String service,
            String version,
            String codec,
            int maxPayload,
            int maxHeaderBytes,
            List<String> forward,
            Codecs codecs,
            Link link,
            List<Decorator> stack) {
        this.channel = channel;
        this.service = service;
        via = new Via(service);
        this.version = version;
        this.codec = codec;
        this.maxPayload = maxPayload;
        this.maxHeaderBytes = maxHeaderBytes;
        this.forward = List.copyOf(forward);
        this.codecs = codecs;
        this.link = link;
        this.stack = List.copyOf(stack);
    }

    /**
     * How messages of one operation are written on this channel.
     *
     * @param operation the operation, with what its binding knows of it
     * @param headers what all its messages have
     * @param binding its own form on this channel's link, or null
     * @param subject what its replies are called in a failure
     */
    record Form(
            OperationSpec operation,
            Headers headers,
            @Nullable Binding binding,
            String subject) implements Codecs.Subject {}

    /** The form of an operation, made once. Throws where the operation doesn't fit the channel. */
    Form form(OperationSpec operation) {
        Form form = forms.get(operation);
        if (form == null) {
            form = forms.computeIfAbsent(operation, this::made);
            // A call that is done asks by what its binding knows of it.
            forms.putIfAbsent(form.operation, form);
        }
        return form;
    }

    private Form made(OperationSpec operation) {
        Headers headers = sharedHeaders(operation);
        Binding binding = link.binding(operation, codecs.named(codec, operation.payload()));
        OperationSpec known = binding == null ? operation : binding.operation();
        stack.forEach(decorator -> decorator.check(known));
        return new Form(known, headers, binding, "the reply to " + known.name() + " on '" + channel + "'");
    }

    /**
     * A command or event.
     *
     * @param now the time of day, in milliseconds since the epoch
     */
    Envelope message(
            Form form,
            @Nullable Object payload,
            Message<?> message,
            @Nullable Duration expiry,
            @Nullable String replyTo,
            @Nullable String answers,
            long now) {
        Headers headers = form.headers.identifying(message, now);
        String key = message.key() != null || payload == null ? message.key() : Keys.of(payload);
        if (key != null) {
            headers = message.key() == null ? headers.with(HeaderNames.KEY, key) : headers.plus(HeaderNames.KEY, key);
        }
        if (expiry != null && expiry.compareTo(LONGEST_EXPIRY) < 0) {
            headers = headers.plus(
                    HeaderNames.EXPIRES, Instant.ofEpochMilli(now).plus(expiry).toString());
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
        return checked(forwarded(written(form, headers, payload)), form.operation);
    }

    private Envelope written(Form form, Headers headers, @Nullable Object payload) {
        Type type = form.operation.payload();
        Binding binding = form.binding;
        if (binding == null) {
            return Envelope.of(headers, payload == null ? NOTHING : body(payload, type));
        }
        try {
            return binding.write(headers, payload);
        } catch (IpcException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw unwritable(payload, codec, e);
        }
    }

    /** A reply to a message that came in a form of its own. */
    Envelope reply(Binding.Received binding, @Nullable Object value, Type type) throws IOException {
        return checkedReply(binding.write(value, type, this::reply));
    }

    /** What the call does not say itself it takes over from the message that is being handled. */
    private Envelope forwarded(Envelope own) {
        Work handled = Handled.current();
        if (handled == null) {
            return own;
        }
        Headers all = via.stamp(own.headers(), handled.delivery());
        for (String name : forward) {
            String value = handled.envelope().headers().get(name);
            if (value != null && all.get(name) == null) {
                all = all.plus(name, value);
            }
        }
        return own.withHeaders(all);
    }

    /** A reply; the operation's own type says how it is written, where it has one. */
    Envelope reply(@Nullable Object value, Type type) {
        if (value == null) {
            return Envelope.of(Headers.EMPTY, NOTHING);
        }
        Type written = type == Object.class ? value.getClass() : type;
        String contentType = codecs.named(codec, written).contentType();
        Headers headers = replies.get(contentType);
        if (headers == null) {
            headers = Headers.EMPTY.plus(HeaderNames.CONTENT_TYPE, contentType).shared();
            replies.put(contentType, headers);
        }
        return checkedReply(Envelope.of(headers, body(value, written)));
    }

    private Envelope checkedReply(Envelope reply) {
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
        if (operation.payload() != void.class) {
            headers = headers.plus(
                    HeaderNames.CONTENT_TYPE,
                    codecs.named(codec, operation.payload()).contentType());
        }
        return headers.shared();
    }

    private byte[] body(Object payload, Type type) {
        Codec chosen = codecs.named(codec, type);
        try {
            return chosen.encode(payload, type);
        } catch (IOException | RuntimeException e) {
            throw unwritable(payload, chosen.name(), e);
        }
    }

    private IpcException unwritable(@Nullable Object payload, String as, Exception e) {
        String what = payload == null ? "message" : payload.getClass().getSimpleName();
        return IpcException.of(
                Kind.INVALID,
                Executed.NO,
                "a " + what + " for '" + channel + "' can't be written as " + as + ": " + e.getMessage(),
                e);
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
}
