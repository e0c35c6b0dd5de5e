package io.unifiedipc.http.receive;

import io.unifiedipc.Kind;
import io.unifiedipc.http.wire.Gzip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies that come compressed, and answers that go so where the caller takes it. */
final class Packing {
    /** Below this there is nothing to win: it goes in one packet either way. */
    private static final int LEAST = 1024;

    private Packing() {}

    /**
     * Whether the body of a request is compressed.
     *
     * @throws Refusal where it is so in a way that isn't read here
     */
    static boolean packed(Incoming request) {
        String coding = request.header("Content-Encoding");
        if (coding == null || coding.isBlank() || coding.equalsIgnoreCase("identity")) {
            return false;
        }
        if (Gzip.is(coding)) {
            return true;
        }
        throw Refusal.mediaType("Content-Encoding '" + coding + "' can't be read: send the body as it is, or by gzip");
    }

    /** The plain body; the limit counts that. */
    static byte[] unpack(byte[] body, int limit) {
        byte @Nullable [] plain;
        try {
            plain = Gzip.unpack(body, limit);
        } catch (IOException e) {
            throw Refusal.of(Kind.UNDECODABLE, "the body can't be unpacked by gzip: " + e.getMessage());
        }
        if (plain == null) {
            throw Refusal.of(
                    Kind.TOO_LARGE,
                    "the payload has more than " + limit + " bytes when it is unpacked, and max-payload allows " + limit
                            + ": raise it on both sides");
        }
        return plain;
    }

    /** The answer as the caller is to get it. */
    static Incoming.Answer pack(Incoming request, Incoming.Answer answer) {
        byte[] plain = answer.body();
        if (plain == null || plain.length < LEAST || !Gzip.accepted(request.header("Accept-Encoding"))) {
            return answer;
        }
        byte[] packed = Gzip.pack(plain);
        if (packed.length >= plain.length) {
            return answer;
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>(answer.headers());
        headers.add(Map.entry("Content-Encoding", "gzip"));
        headers.add(Map.entry("Vary", "Accept-Encoding"));
        return new Incoming.Answer(answer.status(), headers, packed, answer.last());
    }
}
