package io.unifiedipc.kafka.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Values of headers and keys as bytes and back. To a record they are bytes, here they are text: UTF-8 where that makes text without
 * control characters, and otherwise a byte sequence as <a href="https://www.rfc-editor.org/rfc/rfc9651#section-3.3.5">RFC
 * 9651, 3.3.5</a> writes it, which is Base64 between colons: {@code :AAAAAAAAAAc=:} is the number 7 as eight bytes. What was read
 * is written as the same bytes again.
 */
final class Values {
    private static final byte QUOTE = ':';

    private Values() {}

    static String read(byte[] bytes) {
        String text = text(bytes);
        return text != null ? text : ':' + Base64.getEncoder().encodeToString(bytes) + ':';
    }

    static byte[] write(String value) {
        byte[] bytes = value.getBytes(UTF_8);
        return bytes.length > 2 && bytes[0] == QUOTE && bytes[bytes.length - 1] == QUOTE ? sequence(bytes) : bytes;
    }

    /** The bytes that are written so; as they stand where {@link #read} would not have written them so. */
    private static byte[] sequence(byte[] quoted) {
        try {
            byte[] bytes = Base64.getDecoder().decode(Arrays.copyOfRange(quoted, 1, quoted.length - 1));
            return text(bytes) == null && read(bytes).equals(new String(quoted, ISO_8859_1)) ? bytes : quoted;
        } catch (IllegalArgumentException e) {
            return quoted; // a text that only looks so
        }
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            for (int i = 0; i < text.length(); i++) {
                if (Character.isISOControl(text.charAt(i))) {
                    return null;
                }
            }
            return text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
