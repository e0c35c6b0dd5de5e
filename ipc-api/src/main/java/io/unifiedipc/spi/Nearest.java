package io.unifiedipc.spi;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody most likely meant: for the rules of an {@link Option}, and all that reads names. */
public final class Nearest {
    private static final int FARTHEST = 3;

    private Nearest() {}

    /** The end of a sentence about a wrong word: the nearest good one, or all of them where none is near. */
    public static String hint(String wrong, Collection<String> good) {
        String near = of(wrong, good);
        if (near != null) {
            return "; did you mean '" + near + "'?";
        }
        return good.isEmpty() ? "; there are none" : "; there are: " + String.join(", ", good);
    }

    /** The nearest word; null where none is near. The first of several. */
    public static @Nullable String of(String wrong, Collection<String> good) {
        String best = null;
        int least = Math.min(FARTHEST, Math.max(1, wrong.length() / 3)) + 1;
        for (String each : good) {
            int distance = distance(wrong.toLowerCase(Locale.ROOT), each.toLowerCase(Locale.ROOT), least);
            if (distance < least) {
                least = distance;
                best = each;
            }
        }
        return best;
    }

    /** Letters inserted, removed, replaced, or swapped with their neighbour. */
    private static int distance(String a, String b, int enough) {
        if (Math.abs(a.length() - b.length()) >= enough) {
            return enough;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, d, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] d, int i, int j) {
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replace, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
