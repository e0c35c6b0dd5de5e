package io.unifiedipc;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message: names in lower case to text, each name once. Immutable; {@link #with} shares all that was there
 * before, so that what is the same for every message of an operation is stored once.
 *
 * <p>A name is of letters, digits and {@code -._}, which is what every transport carries, and is read without regard to case. A value is any text without control characters; it may be empty. Every transport carries both unchanged.
 */
public final class Headers implements Iterable<Map.Entry<String, String>> {
    private static final int MOST_ENCODED = 3;
    private static final int PER_HEADER = 32;

    /** No headers. */
    public static final Headers EMPTY = new Headers();

    private final String name;
    private final String value;
    private final Headers rest;
    private final int size;
    private final int weight;

    private Headers() {
        name = "";
        value = "";
        rest = this;
        size = 0;
        weight = 0;
    }

    private Headers(String name, String value, Headers rest) {
        this.name = name;
        this.value = value;
        this.rest = rest;
        size = rest.size + 1;
        weight = rest.weight + name.length() + MOST_ENCODED * value.length() + PER_HEADER;
    }

    /** How many headers there are. */
    public int size() {
        return size;
    }

    /**
     * How many bytes they take at most on any wire: a character may become three, and each header costs 32 more
     * (<a href="https://www.rfc-editor.org/rfc/rfc9113#section-10.5.1">RFC 9113</a>).
     */
    public int weight() {
        return weight;
    }

    /** The value of a header, or null where there is none by that name. */
    public @Nullable String get(String name) {
        String wanted = lower(name);
        for (Headers at = this; at.size > 0; at = at.rest) {
            if (at.name.equals(wanted)) {
                return at.value;
            }
        }
        return null;
    }

    /** The value of a header, or another text where there is none by that name. */
    public String get(String name, String otherwise) {
        String found = get(name);
        return found == null ? otherwise : found;
    }

    /**
     * These headers and one more, in place of any by that name.
     *
     * @throws IpcException of kind {@link Kind#INVALID} where the name is no token or the value has a control character
     */
    public Headers with(String name, String value) {
        String wanted = lower(name);
        checkName(wanted);
        checkValue(wanted, value);
        return without(wanted).plus(wanted, value);
    }

    /** As {@link #with}, for names and values known to be well-formed and not there yet: transports and decorators. */
    public Headers plus(String lowerCaseName, String value) {
        return new Headers(lowerCaseName, value, this);
    }

    /** These headers less one. */
    public Headers without(String name) {
        String wanted = lower(name);
        if (get(wanted) == null) {
            return this;
        }
        ArrayDeque<Headers> before = new ArrayDeque<>();
        Headers at = this;
        for (; !at.name.equals(wanted); at = at.rest) {
            before.push(at);
        }
        Headers without = at.rest;
        for (Headers each : before) {
            without = without.plus(each.name, each.value);
        }
        return without;
    }

    /** Calls once for each header, the latest first. */
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (Headers at = this; at.size > 0; at = at.rest) {
            action.accept(at.name, at.value);
        }
    }

    /** A copy as a map, the latest first. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        forEach(map::put);
        return map;
    }

    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
        return new Iterator<>() {
            private Headers at = Headers.this;

            @Override
            public boolean hasNext() {
                return at.size > 0;
            }

            @Override
            public Map.Entry<String, String> next() {
                if (at.size == 0) {
                    throw new NoSuchElementException();
                }
                Headers here = at;
                at = here.rest;
                return Map.entry(here.name, here.value);
            }
        };
    }

    private static String lower(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return name.toLowerCase(Locale.ROOT);
            }
        }
        return name;
    }

    private static void checkName(String name) {
        boolean good = !name.isEmpty();
        for (int i = 0; good && i < name.length(); i++) {
            char c = name.charAt(i);
            good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-._".indexOf(c) >= 0;
        }
        if (!good) {
            throw IpcException.of(
                            Kind.INVALID,
                            Executed.NO,
                            "'" + printable(name) + "' can't name a header: use letters, digits and -._")
                    .here();
        }
    }

    private static void checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c) || (Character.isSurrogate(c) && !paired(value, i))) {
                throw IpcException.of(
                                Kind.INVALID,
                                Executed.NO,
                                "header '" + name + "' has the control character or half character U+"
                                        + String.format("%04X", (int) c) + " at index " + i
                                        + ": encode the value first, or put it in the payload")
                        .here();
            }
        }
    }

    private static boolean paired(String value, int i) {
        char c = value.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }

    private static String printable(String text) {
        return text.codePoints()
                .limit(64)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers headers
                && headers.size == size
                && headers.toMap().equals(toMap());
    }

    @Override
    public int hashCode() {
        return toMap().hashCode();
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
