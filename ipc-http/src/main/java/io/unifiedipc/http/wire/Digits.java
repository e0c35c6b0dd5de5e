package io.unifiedipc.http.wire;

/** Whole numbers as headers and paths have them: ASCII digits and nothing else. */
public final class Digits {
    private Digits() {}

    /**
     * The number that a text is from a place on; -1 where it is none.
     *
     * @param most how many digits it may have, up to 18
     */
    public static long parse(String text, int from, int most) {
        int count = text.length() - from;
        if (count < 1 || count > most) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
