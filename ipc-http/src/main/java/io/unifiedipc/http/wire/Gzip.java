package io.unifiedipc.http.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Bodies in the content coding {@code gzip} (RFC 9110, section 8.4.1.3), and who takes it. */
public final class Gzip {
    private static final String NAME = "gzip";

    private Gzip() {}

    /** Whether a header {@code Content-Encoding} says that a body is in it. */
    public static boolean is(String coding) {
        return coding.equalsIgnoreCase(NAME) || coding.equalsIgnoreCase("x-gzip");
    }

    /** Whether a header {@code Accept-Encoding} allows it: named, and not with a weight of nothing. */
    public static boolean accepted(@Nullable String header) {
        if (header == null) {
            return false;
        }
        for (String each : header.split(",", -1)) {
            String[] parts = each.strip().split("\\s*;\\s*", 2);
            if (is(parts[0])) {
                return parts.length == 1 || !parts[1].matches("(?i)q=0(\\.0*)?\\s*");
            }
        }
        return false;
    }

    /** Compresses. */
    public static byte[] pack(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory doesn't fail to be written
        }
        return bytes.toByteArray();
    }

    /**
     * Decompresses, and no more of it than is allowed: a small body can stand for a very large one.
     *
     * @return the plain bytes; null where they are more than the limit
     * @throws IOException where it is cut off, or no gzip
     */
    public static byte @Nullable [] unpack(byte[] packed, int limit) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] plain = in.readNBytes(limit + 1);
            return plain.length > limit ? null : plain;
        }
    }
}
