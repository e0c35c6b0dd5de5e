package io.unifiedipc.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration: its name, what it takes, its default and what it means. Tables in the documentation and
 * {@code describe} are made from it.
 *
 * @param <T> what its value becomes
 */
public final class Option<T> {
    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");
    /** What fits into nanoseconds, with room to add to it; {@link Clock#in} can count no further. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*(B|KiB|MiB|GiB)");

    private final String key;
    private final String form;
    private final String meaning;
    private final Function<Object, T> parser;
    private final @Nullable T otherwise;
    private final boolean secret;
    private final boolean required;
    private final Function<T, String> writer;

    private Option(
            String key,
            String form,
            String meaning,
            Function<Object, T> parser,
            @Nullable T otherwise,
            boolean secret,
            boolean required,
            Function<T, String> writer) {
        this.key = key;
        this.form = form;
        this.meaning = meaning;
        this.parser = parser;
        this.otherwise = otherwise;
        this.secret = secret;
        this.required = required;
        this.writer = writer;
    }

    private static <T> Option<T> of(
            String key, String form, String meaning, Function<Object, T> parser, Function<T, String> writer) {
        return new Option<>(key, form, meaning, parser, null, false, false, writer);
    }

    /** Any text. */
    public static Option<String> text(String key, String meaning) {
        return of(key, "text", meaning, Option::scalar, v -> v);
    }

    /** A whole number between two, both included. */
    public static Option<Integer> number(String key, int least, int most, String meaning) {
        String form = "a whole number from " + least + " to " + most;
        return of(key, form, meaning, raw -> whole(scalar(raw), least, most, form), String::valueOf);
    }

    /** A time with its unit, such as {@code 250ms}; more than nothing. */
    public static Option<Duration> duration(String key, String meaning) {
        return of(key, "a time such as 250ms, 2s, 5m, 1h or 1d", meaning, raw -> time(scalar(raw)), Option::timeText);
    }

    /** A number of bytes with its unit, such as {@code 64KiB}; more than nothing. */
    public static Option<Integer> size(String key, String meaning) {
        return of(key, "a size such as 512B, 64KiB or 1MiB", meaning, raw -> bytes(scalar(raw)), Option::sizeText);
    }

    /** One of the words of an enum, in lower case with hyphens. */
    public static <E extends Enum<E>> Option<E> word(String key, Class<E> words, String meaning) {
        List<String> all = new ArrayList<>();
        for (E each : words.getEnumConstants()) {
            all.add(word(each));
        }
        String form = String.join(" | ", all);
        return of(key, form, meaning, raw -> words.getEnumConstants()[index(all, scalar(raw), form)], Option::word);
    }

    /** {@code true} or {@code false}. */
    public static Option<Boolean> flag(String key, String meaning) {
        String form = "true | false";
        return of(key, form, meaning, raw -> index(List.of("true", "false"), scalar(raw), form) == 0, String::valueOf);
    }

    /** A list of texts; a single text is a list of one, and commas separate. */
    public static Option<List<String>> list(String key, String meaning) {
        return of(key, "a list", meaning, Option::texts, v -> String.join(", ", v));
    }

    /** Names to lists of texts. */
    public static Option<Map<String, List<String>>> lists(String key, String meaning) {
        return of(
                key,
                "names, each with a list",
                meaning,
                raw -> map(raw, Option::texts),
                v -> mapText(v, each -> String.join(", ", each)));
    }

    /** Names to texts. */
    public static Option<Map<String, String>> settings(String key, String meaning) {
        return of(
                key,
                "names, each with a value",
                meaning,
                raw -> map(raw, Option::scalar),
                v -> mapText(v, each -> each));
    }

    /** The same with a default. */
    public Option<T> otherwise(T value) {
        return new Option<>(key, form, meaning, parser, value, secret, required, writer);
    }

    /** The same with a further rule: a text says what is wrong with a value, null that it is good. */
    public Option<T> checked(Function<T, @Nullable String> rule) {
        Function<Object, T> inner = parser;
        return new Option<>(
                key,
                form,
                meaning,
                raw -> {
                    T value = inner.apply(raw);
                    String wrong = rule.apply(value);
                    if (wrong != null) {
                        throw new IllegalArgumentException(wrong);
                    }
                    return value;
                },
                otherwise,
                secret,
                required,
                writer);
    }

    /** The same, where the word {@code off} stands for a value that can't be written otherwise. */
    public Option<T> off(T value) {
        Function<Object, T> inner = parser;
        return new Option<>(
                key,
                form + ", or off",
                meaning,
                raw -> "off".equals(raw) ? value : inner.apply(raw),
                otherwise,
                secret,
                required,
                v -> v.equals(value) ? "off" : writer.apply(v));
    }

    /** The same, never printed. */
    public Option<T> secret() {
        return new Option<>(key, form, meaning, parser, otherwise, true, required, writer);
    }

    /** The same, without which a block is not whole: of credentials, an authenticator or a decorator. */
    public Option<T> required() {
        return new Option<>(key, form, meaning, parser, otherwise, secret, true, writer);
    }

    /** Its name in the file. */
    public String key() {
        return key;
    }

    /** What it takes, for a person. */
    public String form() {
        return form;
    }

    /** What it means, for a person. */
    public String meaning() {
        return meaning;
    }

    /** The value where none is given; null for none. */
    public @Nullable T otherwise() {
        return otherwise;
    }

    /** Whether a block without it is not whole. */
    public boolean isRequired() {
        return required;
    }

    /** Whether it must not be printed. */
    public boolean isSecret() {
        return secret;
    }

    /**
     * Reads a value: text, a list or a map as the file has it.
     *
     * @throws IllegalArgumentException whose message says what is wrong with the value
     */
    public T parse(Object raw) {
        return parser.apply(raw);
    }

    /** A value as it would stand in a file: for tables and {@code describe}, with no regard to secrets. */
    public String write(T value) {
        return writer.apply(value);
    }

    /** A word of an enum as it stands in a file. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String scalar(Object raw) {
        if (raw instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new IllegalArgumentException(raw instanceof String ? "is empty" : "must be a single value");
    }

    private static Integer whole(String text, int least, int most, String form) {
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not " + form, e);
        }
        throw new IllegalArgumentException("'" + text + "' is not " + form);
    }

    private static Duration time(String text) {
        Matcher m = DURATION.matcher(text.strip());
        if (!m.matches() || m.group(1).length() > 12) {
            throw new IllegalArgumentException("'" + text + "' is no time: write a number and ms, s, m, h or d");
        }
        long n = Long.parseLong(m.group(1));
        Duration time = switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
        if (time.isZero()) {
            throw new IllegalArgumentException("'" + text + "' is no time at all: zero never means off");
        }
        if (time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is more than 36500d, the longest time");
        }
        return time;
    }

    private static Integer bytes(String text) {
        Matcher m = SIZE.matcher(text.strip());
        if (!m.matches() || m.group(1).length() > 10) {
            throw new IllegalArgumentException("'" + text + "' is no size: write a number and B, KiB, MiB or GiB");
        }
        long unit = switch (m.group(2)) {
            case "B" -> 1;
            case "KiB" -> 1 << 10;
            case "MiB" -> 1 << 20;
            default -> 1 << 30;
        };
        long size = Long.parseLong(m.group(1)) * unit;
        if (size == 0 || size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("'" + text + "' is not between 1B and 2047MiB");
        }
        return (int) size;
    }

    private static int index(List<String> words, String text, String form) {
        int at = words.indexOf(text.strip());
        if (at < 0) {
            throw new IllegalArgumentException("'" + text + "' is none of " + form);
        }
        return at;
    }

    private static List<String> texts(Object raw) {
        if (raw instanceof List<?> list) {
            return list.stream().map(Option::scalar).toList();
        }
        return List.of(scalar(raw).strip().split("\\s*,\\s*"));
    }

    private static <V> Map<String, V> map(Object raw, Function<Object, V> each) {
        if (!(raw instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("must have names below it, each with a value");
        }
        Map<String, V> result = new LinkedHashMap<>();
        map.forEach((name, value) -> result.put((String) name, each.apply(value)));
        return Collections.unmodifiableMap(result);
    }

    private static String timeText(Duration time) {
        long ms = time.toMillis();
        if (ms % 1_000 != 0) {
            return ms + "ms";
        }
        long s = ms / 1_000;
        return s % 86_400 == 0
                ? s / 86_400 + "d"
                : s % 3_600 == 0 ? s / 3_600 + "h" : s % 60 == 0 ? s / 60 + "m" : s + "s";
    }

    private static String sizeText(int bytes) {
        return bytes % (1 << 20) == 0
                ? (bytes >> 20) + "MiB"
                : bytes % (1 << 10) == 0 ? (bytes >> 10) + "KiB" : bytes + "B";
    }

    private static <V> String mapText(Map<String, V> map, Function<V, String> each) {
        List<String> all = new ArrayList<>();
        map.forEach((name, value) -> all.add(name + ": " + each.apply(value)));
        return String.join("; ", all);
    }
}
