package io.unifiedipc.http.call;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;

/** Bodies of strangers as text, where they are text. */
final class Texts {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Texts() {}

    /** The text that a body, or the beginning of one, is; null where it is none. */
    static @Nullable String of(byte[] bytes, @Nullable MediaType type) {
        if (type != null && !isText(type)) {
            return null;
        }
        Charset declared = type == null ? null : type.charset(null);
        String text = new String(bytes, declared == null ? guess(bytes) : declared);
        if (type == null && text.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
            return null;
        }
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** A JSON body in the one encoding that JSON has (RFC 8259, section 8.1), where it was declared to have another. */
    static byte[] json(byte[] bytes, @Nullable MediaType type) {
        Charset declared = type == null || !isJson(type) ? null : type.charset(null);
        return declared == null || declared.equals(StandardCharsets.UTF_8)
                ? bytes
                : new String(bytes, declared).getBytes(StandardCharsets.UTF_8);
    }

    static boolean isJson(MediaType type) {
        return type.subtype().equals("json") || type.subtype().endsWith("+json");
    }

    static boolean isHtml(@Nullable MediaType type) {
        return type != null && (type.subtype().equals("html") || type.subtype().startsWith("xhtml"));
    }

    private static boolean isText(MediaType type) {
        return type.type().equals("text")
                || isJson(type)
                || isHtml(type)
                || type.subtype().equals("xml")
                || type.subtype().endsWith("+xml")
                || type.subtype().equals("x-www-form-urlencoded");
    }

    /** UTF-8 where it can be, else the encoding in which every byte is a character. What is cut off at the end doesn't count. */
    private static Charset guess(byte[] bytes) {
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean utf8 = !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes), out, false)
                .isError();
        return utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }
}
