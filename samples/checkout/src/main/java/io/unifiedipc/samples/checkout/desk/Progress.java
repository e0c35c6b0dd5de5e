package io.unifiedipc.samples.checkout.desk;

import java.io.PrintStream;

/** Says how far it is: on one line that changes where a person looks on, every tenth of the way otherwise. */
public final class Progress {
    private static final long PAUSE_NANOS = 100_000_000;

    private final PrintStream out;
    private final boolean terminal;
    private final String what;
    private final int total;
    private int done;
    private long next;

    public Progress(PrintStream out, boolean terminal, String what, int total) {
        this.out = out;
        this.terminal = terminal;
        this.what = what;
        this.total = total;
    }

    /** So many more lines are done. */
    public synchronized void add(int lines) {
        int before = done;
        done += lines;
        if (terminal) {
            show();
        } else if (done * 10 / Math.max(1, total) > before * 10 / Math.max(1, total)) {
            out.println(text());
        }
    }

    private void show() {
        long now = System.nanoTime();
        if (done == total || next == 0 || now - next >= 0) {
            next = now + PAUSE_NANOS;
            out.print("\r" + text());
            out.flush();
        }
    }

    /** Nothing more comes: what is printed next has its own line. */
    public synchronized void end() {
        if (terminal && done > 0) {
            out.println("\r" + text());
        }
    }

    private String text() {
        return "  " + what + ": " + Table.number(done) + " of " + Table.number(total) + " lines";
    }
}
