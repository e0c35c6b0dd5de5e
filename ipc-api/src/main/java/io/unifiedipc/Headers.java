package io.unifiedipc;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message: names in lower case to text, each name once. Immutable; {@link #with} shares all that was there
 * before, so that what is the same for every message of an operation is stored once.
 *
 * <p>A name is of letters, digits and {@code -._}, which is what every transport carries, and is read without regard to case. A value is any text without control characters; it may be empty. Every transport carries both unchanged.
 */
public abstract sealed class Headers implements Iterable<Map.Entry<String, String>>
        permits Headers.None, OneHeader, IdentityHeaders, ListedHeaders {
    private static final int MOST_ENCODED = 3;
    private static final int PER_HEADER = 32;

    /** Names that have been looked for and are in lower case: nearly always the same few constants. */
    private static final String[] SEEN = new String[64];

    /** No headers. */
    public static final Headers EMPTY = new None();

    private final Headers rest;

    /**
     * What a transport has received, for those: each value becomes text when it is first asked for, and most never are. What the
     * texts are made from lives as long as these headers do.
     *
     * @param names well-formed, in lower case, each once, the latest first; kept, and never written to
     * @param text makes the value of a name by its place among the names, the same each time it is asked; any thread
     */
    public static Headers received(String[] names, IntFunction<String> text) {
        return names.length == 0 ? EMPTY : new ListedHeaders(names, text);
    }

    /** Over others; null for none, where every walk ends. */
    Headers(@Nullable Headers rest) {
        this.rest = rest == null ? this : rest;
    }

    /** How many headers this object holds itself; the others are below it. */
    abstract int own();

    /** The name of one of its own, 0 for the latest. */
    abstract String name(int index);

    /** The value of one of its own, 0 for the latest. */
    abstract String value(int index);

    /** The value of its own header by a name in lower case, or null. */
    abstract @Nullable String find(String wanted);

    /** What its own headers weigh. */
    abstract int ownWeight();

    /** Its own headers over others. */
    abstract Headers over(Headers others);

    /** One of 64 bits for a name. */
    static long bit(String name) {
        return 1L << name.hashCode();
    }

    static int weight(String name, int length) {
        return name.length() + MOST_ENCODED * length + PER_HEADER;
    }

    /** How many headers there are. Counted at each call. */
    public int size() {
        int size = 0;
        for (Headers at = this; at.own() > 0; at = at.rest) {
            size += at.own();
        }
        return size;
    }

    /**
     * How many bytes they take at most on any wire: a character may become three, and each header costs 32 more
     * (<a href="https://www.rfc-editor.org/rfc/rfc9113#section-10.5.1">RFC 9113</a>). Counted at each call.
     */
    public int weight() {
        int weight = 0;
        for (Headers at = this; at.own() > 0; at = at.rest) {
            weight += at.ownWeight();
        }
        return weight;
    }

    /** The value of a header, or null where there is none by that name. */
    public @Nullable String get(String name) {
        String wanted = wanted(name);
        for (Headers at = this; at.own() > 0; at = at.rest) {
            String found = at.find(wanted);
            if (found != null) {
                return found;
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
        HeaderRules.checkName(wanted);
        HeaderRules.checkValue(wanted, value);
        return without(wanted).plus(wanted, value);
    }

    /** As {@link #with}, for names and values known to be well-formed and not there yet: transports and decorators. */
    public Headers plus(String lowerCaseName, String value) {
        return new OneHeader(lowerCaseName, value, this);
    }

    /**
     * As {@link #plus}, for the headers that tell which message it is: {@code ce-id}, {@code ce-time} and {@code idempotency-key}.
     * The runtime writes each message with it. Their text is made when somebody reads it.
     *
     * @param message a command or event; its payload is not kept
     * @param millis the time, in milliseconds since the epoch
     */
    public Headers identifying(Message<?> message, long millis) {
        Stamp time = Stamp.of(millis);
        if (message instanceof Sendable<?> own && own.how.idempotencyKey() == null) {
            return new IdentityHeaders(own.id, time, this);
        }
        return plus(IdentityHeaders.ID, message.id())
                .plus(IdentityHeaders.TIME, time.toString())
                .plus(
                        IdentityHeaders.IDEMPOTENCY_KEY,
                        message instanceof Sendable<?> own ? own.idempotencyKey() : message.id());
    }

    /** The same headers in a form that takes longer to make and is quicker to read: for those that very many messages share. */
    public Headers shared() {
        return own() == 0 ? this : ListedHeaders.copyOf(this);
    }

    /** These headers less one. */
    public Headers without(String name) {
        String wanted = lower(name);
        if (get(wanted) == null) {
            return this;
        }
        ArrayDeque<Headers> before = new ArrayDeque<>();
        Headers at = this;
        for (; at.find(wanted) == null; at = at.rest) {
            before.push(at);
        }
        Headers without = at.rest;
        for (int i = at.own() - 1; i >= 0; i--) {
            if (!at.name(i).equals(wanted)) {
                without = without.plus(at.name(i), at.value(i));
            }
        }
        for (Headers each : before) {
            without = each.over(without);
        }
        return without;
    }

    /** Calls once for each header, the latest first. */
    public void forEach(BiConsumer<? super String, ? super String> action) {
        for (Headers at = this; at.own() > 0; at = at.rest) {
            for (int i = 0; i < at.own(); i++) {
                action.accept(at.name(i), at.value(i));
            }
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
            private int index;

            @Override
            public boolean hasNext() {
                return at.own() > 0;
            }

            @Override
            public Map.Entry<String, String> next() {
                if (at.own() == 0) {
                    throw new NoSuchElementException();
                }
                Map.Entry<String, String> entry = Map.entry(at.name(index), at.value(index));
                index++;
                if (index == at.own()) {
                    at = at.rest;
                    index = 0;
                }
                return entry;
            }
        };
    }

    @SuppressWarnings("ReferenceEquality") // the same object has been looked at before
    private static String wanted(String name) {
        int slot = name.hashCode() & SEEN.length - 1;
        if (SEEN[slot] == name) {
            return name;
        }
        String wanted = lower(name);
        if (wanted == name) {
            SEEN[slot] = name;
        }
        return wanted;
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers headers
                && headers.size() == size()
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

    /** No headers, over itself. */
    static final class None extends Headers {
        private None() {
            super(null);
        }

        @Override
        int own() {
            return 0;
        }

        @Override
        String name(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        String value(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        @Nullable
        String find(String wanted) {
            return null;
        }

        @Override
        int ownWeight() {
            return 0;
        }

        @Override
        Headers over(Headers others) {
            return others;
        }
    }
}
