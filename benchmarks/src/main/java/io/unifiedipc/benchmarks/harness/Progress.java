package io.unifiedipc.benchmarks.harness;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Says what is going on: on one line that changes where a person looks on, a line a row otherwise. */
final class Progress {
    private static final long MINUTE_MILLIS = 60_000;
    private static final int WIDTH = 118;

    private final PrintStream out;
    private final boolean terminal;
    private final @Nullable LongSupplier leftMillis;
    private String row = "";

    /**
     * Prints to this.
     *
     * @param leftMillis how long it still takes; null where nobody knows
     */
    Progress(PrintStream out, boolean terminal, @Nullable LongSupplier leftMillis) {
        this.out = out;
        this.terminal = terminal;
        this.leftMillis = leftMillis;
    }

    /** The next row begins. */
    void row(String name) {
        row = name;
        if (!terminal) {
            out.println(name + left());
        }
    }

    /** This is done now. */
    void step(String what) {
        if (terminal) {
            show(row + ": " + what + left());
        }
    }

    /** Makes room for what is printed next. */
    void clear() {
        if (terminal) {
            show("");
            out.print("\r");
            out.flush();
        }
    }

    /** The row failed. */
    void failed(@Nullable String why, String output) {
        clear();
        out.println(row + " failed: " + why);
        output.lines().forEach(line -> out.println("    " + line));
    }

    private void show(String text) {
        String cut = text.length() > WIDTH ? text.substring(0, WIDTH) : text;
        out.print("\r" + cut + " ".repeat(WIDTH - cut.length()));
        out.flush();
    }

    private String left() {
        return leftMillis == null ? "" : ", " + about(leftMillis.getAsLong()) + " left";
    }

    /** A time as a person says it. */
    static String about(long millis) {
        return millis < MINUTE_MILLIS
                ? "less than a minute"
                : "about " + (millis + MINUTE_MILLIS / 2) / MINUTE_MILLIS + " min";
    }
}
