package io.unifiedipc.benchmarks.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One message of HTTP/1.1 after the other, of those that come with a length. */
final class Frame {
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final byte[] bytes = new byte[16 << 10];
    private int end;

    Frame(InputStream in) {
        this.in = in;
    }

    /** Waits for the next. Whether there is one. */
    boolean next() throws IOException {
        end = 0;
        int needed = -1;
        while (needed < 0 || end < needed) {
            int read = in.read(bytes, end, bytes.length - end);
            if (read <= 0) {
                if (end == 0) {
                    return false;
                }
                throw new IOException("cut off, or longer than " + bytes.length + " bytes: " + text());
            }
            end += read;
            needed = needed < 0 ? size() : needed;
        }
        if (end > needed) {
            throw new IOException("more than one message at a time: " + text());
        }
        return true;
    }

    /** How long it will be, or -1 as long as its head isn't whole. */
    private int size() {
        int length = 0;
        for (int i = 3; i < end; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
                return i + 1 + length;
            }
            if (bytes[i] == ':' && isLength(i)) {
                length = number(i + 1);
            }
        }
        return -1;
    }

    private boolean isLength(int colon) {
        int start = colon - LENGTH.length + 1;
        for (int i = 0; start >= 0 && i < LENGTH.length; i++) {
            if ((bytes[start + i] | 0x20) != (LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return start >= 0;
    }

    private int number(int from) {
        int number = 0;
        for (int i = from; i < end && bytes[i] != '\r'; i++) {
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                number = 10 * number + bytes[i] - '0';
            }
        }
        return number;
    }

    boolean starts(byte[] with) {
        return end >= with.length && Arrays.equals(bytes, 0, with.length, with, 0, with.length);
    }

    boolean ends(byte[] with) {
        return end >= with.length && Arrays.equals(bytes, end - with.length, end, with, 0, with.length);
    }

    String text() {
        return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    }
}
