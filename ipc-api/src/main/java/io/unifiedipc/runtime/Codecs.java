package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.json.BytesCodec;
import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codecs of one {@code Ipc}, and how one is chosen: by the channel's word on the way out, by content type on the way in. */
final class Codecs {
    /** What is read, for the text of a failure. */
    interface Subject {
        /** {@code the reply to Place on 'orders'}. */
        String subject();
    }

    private static final Codec BYTES = new BytesCodec();

    private final Map<String, Codec> byName = new LinkedHashMap<>();
    private final Map<String, Codec> byContentType = new LinkedHashMap<>();

    Codecs(Collection<Codec> codecs) {
        add(BYTES);
        codecs.forEach(this::add);
    }

    private void add(Codec codec) {
        byName.put(codec.name(), codec);
        byContentType.put(codec.contentType(), codec);
    }

    Codec named(String name, Type type) {
        if (BYTES.supports(type)) {
            return BYTES;
        }
        Codec codec = named(name);
        if (!codec.supports(type)) {
            throw misconfigured(name, "can't write " + type.getTypeName());
        }
        return codec;
    }

    Codec named(String name) {
        Codec codec = byName.get(name);
        if (codec == null) {
            throw misconfigured(name, "is not there");
        }
        return codec;
    }

    private IpcException misconfigured(String name, String what) {
        return IpcException.of(
                        Kind.MISCONFIGURED,
                        Executed.NO,
                        "codec '" + name + "' " + what + ": there are " + byName.keySet())
                .here();
    }

    /** Bytes to a payload; the failure says what was wrong and is for the receiver to finish with {@code executed}. */
    Object decode(Envelope envelope, Type type, Subject what, String otherwise) {
        String contentType = envelope.headers().get(HeaderNames.CONTENT_TYPE);
        Codec codec = find(contentType, type, otherwise);
        if (codec == null || !codec.supports(type)) {
            throw IpcException.of(
                    Kind.UNDECODABLE,
                    Executed.NO,
                    what.subject() + " has content type '" + contentType + "', which nothing here reads: there is "
                            + byContentType.keySet());
        }
        try {
            return codec.decode(envelope.body(), type);
        } catch (IOException | RuntimeException e) {
            throw IpcException.of(
                    Kind.UNDECODABLE,
                    Executed.NO,
                    what.subject() + " is not what its content type says: " + e.getMessage(),
                    e);
        }
    }

    private @Nullable Codec find(@Nullable String contentType, Type type, String otherwise) {
        if (BYTES.supports(type)) {
            return BYTES; // whoever wants bytes takes any
        }
        if (contentType == null) {
            return byName.get(otherwise);
        }
        Codec codec = byContentType.get(contentType);
        if (codec == null) {
            String media = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            codec = byContentType.get(media);
            if (codec == null && media.endsWith("+json")) {
                codec = byContentType.get("application/json");
            }
        }
        return codec;
    }
}
