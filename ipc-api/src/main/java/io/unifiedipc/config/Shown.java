package io.unifiedipc.config;

import java.util.regex.Pattern;

/** Makes text fit to be printed: on one line, of some length at most, without a password in an address. */
final class Shown {
    /** In place of what must not be printed. */
    static final String SECRET = "***";

    private static final int LONGEST = 1_000;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final Pattern USER_INFO = Pattern.compile("://\\S*@");

    private Shown() {}

    /** A key that is not known. Where the space after a colon was forgotten, the value has become a part of it. */
    static String key(String key) {
        int colon = key.indexOf(':');
        return colon < 0 ? "'" + key + "'" : "'" + key.substring(0, colon + 1) + "...' (is a space missing?)";
    }

    static String oneLine(String text) {
        String safe = USER_INFO.matcher(text).replaceAll("://***@");
        String line = CONTROL.matcher(safe.stripTrailing()).replaceAll(" ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
