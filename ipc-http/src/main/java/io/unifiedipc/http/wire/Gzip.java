package io.unifiedipc.http.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import okio.Buffer;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Bodies in the content coding {@code gzip} (RFC 9110, section 8.4.1.3), and who takes it. */
public final class Gzip {
    private static final String NAME = "gzip";
    private static final Pattern UNWANTED = Pattern.compile("(?i)q=0(\\.0*)?");

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
            int semicolon = each.indexOf(';');
            if (is((semicolon < 0 ? each : each.substring(0, semicolon)).strip())) {
                String weight = semicolon < 0 ? "" : each.substring(semicolon + 1);
                return !UNWANTED.matcher(weight.strip()).matches();
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
     * @throws IOException where it is cut off, no gzip, or more than one piece of it
     */
    public static byte @Nullable [] unpack(byte[] packed, int limit) throws IOException {
        // The JDK's own reader calls itself once for each of the pieces that a body may consist of, and there can be
        // very many.
        try (BufferedSource in = Okio.buffer(new GzipSource(new Buffer().write(packed)))) {
            return in.request(limit + 1L) ? null : in.readByteArray();
        }
    }
}
