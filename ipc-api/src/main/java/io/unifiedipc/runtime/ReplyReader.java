package io.unifiedipc.runtime;

import io.unifiedipc.Document;
import io.unifiedipc.Executed;
import io.unifiedipc.Gathered;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Binding;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Gather;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Problems;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came back on a channel, as the application is to have it. */
final class ReplyReader {
    private final String codec;
    private final Encoder encoder;
    private final Codecs codecs;

    ReplyReader(String codec, Encoder encoder, Codecs codecs) {
        this.codec = codec;
        this.encoder = encoder;
        this.codecs = codecs;
    }

    /** A reply as a document of this type. */
    <R> Document<R> document(Call done, Class<R> type) {
        return document(as(type, read(done, type)), reply(done), done.isStandIn());
    }

    /** Whether a reply stands in for the receiver's is known here and by nobody on the other side. */
    private static <R> Document<R> document(@Nullable R payload, Envelope reply, boolean standIn) {
        Headers headers = reply.headers();
        return new Document<>(
                payload,
                standIn ? headers : headers.without(HeaderNames.FALLBACK).without(HeaderNames.FALLBACK_AGE_MS));
    }

    /** The reply's payload, or null where it has none or none is wanted. What stands in for a reply says nothing of the receiver. */
    @Nullable
    Object read(Call done, Type type) {
        try {
            return readReply(done, type);
        } catch (IpcException e) {
            throw done.isStandIn()
                    ? e.executed(Executed.MAYBE).saying("; it is no reply of the receiver's, but its fallback")
                    : e;
        }
    }

    private @Nullable Object readReply(Call done, Type type) {
        Envelope reply = reply(done);
        if (isVoid(type)) {
            return null;
        }
        Encoder.Form form = encoder.form(done.operation());
        Binding binding = form.binding();
        if (binding == null) {
            return read(reply, form, type);
        }
        try {
            return binding.read(done.envelope(), reply, type, (part, as) -> read(part, form, as));
        } catch (IpcException e) {
            throw e.executed(Problems.executed(reply));
        } catch (IOException | RuntimeException e) {
            throw IpcException.of(
                    Kind.UNDECODABLE, Problems.executed(reply), form.subject() + " does not fit: " + e.getMessage(), e);
        }
    }

    /** A reply's payload, by its content type. */
    @Nullable
    Object read(Envelope reply, OperationSpec operation, Type type) {
        return read(reply, encoder.form(operation), type);
    }

    private @Nullable Object read(Envelope reply, Encoder.Form form, Type type) {
        if (isVoid(type) || (reply.body().length == 0 && type != byte[].class)) {
            return null;
        }
        try {
            return codecs.decode(reply, type, form, codec);
        } catch (IpcException e) {
            throw e.executed(Problems.executed(reply));
        }
    }

    private static boolean isVoid(Type type) {
        return type == Void.class || type == void.class;
    }

    /** A value as this type, which may be {@code int.class}. */
    @SuppressWarnings("unchecked")
    static <R> @Nullable R as(Class<R> type, @Nullable Object value) {
        Class<?> boxed = type.isPrimitive() ? MethodType.methodType(type).wrap().returnType() : type;
        if (value != null && !boxed.isInstance(value)) {
            throw IpcException.of(
                    Kind.UNDECODABLE,
                    Executed.YES,
                    "its codec made a " + value.getClass().getName() + " of a reply that should be a "
                            + boxed.getName());
        }
        return (R) value;
    }

    /** What groups have answered; what of it can't be read is a failure among the others. */
    <R> Gathered<R> gathered(Gather done, Class<R> type) {
        List<Document<R>> replies = new ArrayList<>();
        List<IpcException> failures = new ArrayList<>(done.failures());
        for (Envelope reply : done.replies()) {
            try {
                replies.add(document(as(type, read(reply, done.operation(), type)), reply, false));
            } catch (IpcException e) {
                failures.add(e);
            }
        }
        return new Gathered<>(replies, failures);
    }

    private static Envelope reply(Call done) {
        Envelope reply = done.reply();
        return reply == null ? Envelope.EMPTY : reply;
    }
}
