package io.unifiedipc.testing;

import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/** Reads what was recorded, with the codecs of the service that did it. */
final class Payloads {
    private static final String JSON = "application/json";

    private final List<Codec> codecs = new ArrayList<>();

    /** With those on the class path, and these before them. */
    Payloads(List<Codec> added) {
        codecs.addAll(added);
        ServiceLoader.load(Codec.class).forEach(codecs::add);
    }

    Object read(Envelope envelope, Type type, Object what) {
        if (envelope.body().length == 0 && (type == void.class || type == Void.class || type == Object.class)) {
            throw new AssertionError("there is no payload in " + what);
        }
        if (type == byte[].class) {
            return envelope.body().clone();
        }
        try {
            return codec(envelope, type, what).decode(envelope.body(), type);
        } catch (IOException | RuntimeException e) {
            throw new AssertionError("can't read " + what + " as " + type.getTypeName() + ": " + e.getMessage(), e);
        }
    }

    private Codec codec(Envelope envelope, Type type, Object what) {
        String media = envelope.headers()
                .get(HeaderNames.CONTENT_TYPE, JSON)
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        String wanted = media.endsWith("+json") ? JSON : media;
        return codecs.stream()
                .filter(each -> each.contentType().equals(wanted) && each.supports(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no codec reads the '" + media + "' of " + what));
    }
}
