package io.unifiedipc.spi;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version by <a href="https://semver.org/spec/v2.0.0.html">Semantic Versioning 2.0.0</a>, in its order of precedence: a
 * pre-release comes before its release. What stands behind a {@code +} says how it was built and is not kept, as it counts for
 * nothing.
 *
 * @param preRelease what stands behind the hyphen, such as {@code rc.1}; empty for a release
 */
public record Version(int major, int minor, int patch, String preRelease) implements Comparable<Version> {
    /** Strangers send versions, too, and nobody's is longer. */
    private static final int LONGEST = 128;

    private static final int MAJOR = 1;
    private static final int MINOR = 2;
    private static final int PATCH = 3;
    private static final int PRE_RELEASE = 4;
    private static final String NUMBER = "(0|[1-9]\\d{0,8})";
    private static final String IDENTIFIER = "(?:\\d*+[A-Za-z-][0-9A-Za-z-]*+|0|[1-9]\\d*+)";
    private static final Pattern SEMANTIC = Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-("
            + IDENTIFIER + "(?:\\." + IDENTIFIER + ")*+))?(?:\\+[0-9A-Za-z-]++(?:\\.[0-9A-Za-z-]++)*+)?");
    private static final Comparator<Version> PRECEDENCE = Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor)
            .thenComparingInt(Version::patch)
            .thenComparing((one, other) -> comparePreReleases(one.preRelease, other.preRelease));

    /** Reads a version such as {@code 1.2.0}; null for what is none, such as {@code 1.2}, {@code v1.2.0} or {@code 01.2.0}. */
    public static @Nullable Version parse(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        Matcher parts = SEMANTIC.matcher(text);
        return parts.matches()
                ? new Version(
                        Integer.parseInt(parts.group(MAJOR)),
                        Integer.parseInt(parts.group(MINOR)),
                        Integer.parseInt(parts.group(PATCH)),
                        parts.group(PRE_RELEASE) == null ? "" : parts.group(PRE_RELEASE))
                : null;
    }

    /** What is wrong with a version, for a person; null where it is one. */
    public static @Nullable String wrong(String text) {
        return parse(text) == null ? "'" + shown(text) + "' is no semantic version such as 1.2.0" : null;
    }

    /** The part of a version, known to be one, that is part of its channel's address. */
    public static int majorOf(String version) {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    /** A version of a stranger's, short enough for a message. */
    static String shown(String text) {
        int most = 40;
        return text.length() <= most ? text : text.substring(0, most) + "... (" + text.length() + " characters)";
    }

    @Override
    public int compareTo(Version other) {
        return PRECEDENCE.compare(this, other);
    }

    /** By section 11 of the specification. */
    private static int comparePreReleases(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        String[] left = one.split("\\.", -1);
        String[] right = other.split("\\.", -1);
        for (int i = 0; i < left.length && i < right.length; i++) {
            int order = compareIdentifiers(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int compareIdentifiers(String one, String other) {
        boolean number = isNumber(one);
        if (number != isNumber(other)) {
            return number ? -1 : 1;
        }
        // Without leading zeros, the longer number is the larger one.
        return number && one.length() != other.length()
                ? Integer.compare(one.length(), other.length())
                : one.compareTo(other);
    }

    private static boolean isNumber(String identifier) {
        return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
