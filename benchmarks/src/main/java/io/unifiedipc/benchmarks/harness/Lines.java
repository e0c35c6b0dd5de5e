package io.unifiedipc.benchmarks.harness;

import java.util.Arrays;

/** What parent and child say to each other: a word, and what belongs to it, on a line. */
final class Lines {
    /** From a child: it is open; a server's address follows. */
    static final String READY = "ready";

    /** To a client: make calls; how many milliseconds follows. From it: what came of them. */
    static final String RUN = "run";

    /** To any child: tell what was used so far. From it: just that. */
    static final String USAGE = "usage";

    /** To a child: print all stacks; it is answered even while calls are made. */
    static final String STACKS = "stacks";

    /** To a child: close what is open, and end. From it: that was done, and went well. */
    static final String CLOSE = "close";

    /** From a child: it did not work, and why; the stack trace is on its standard error. */
    static final String FAILED = "failed";

    /** Before each answer of a child: a JVM prints to its standard output, too, and that is no answer. */
    static final String ANSWER = "> ";

    private Lines() {}

    /** So many whole numbers, with a space between them. */
    static long[] numbers(String line, int count) {
        String[] words = line.trim().split(" ", -1);
        if (words.length != count) {
            throw new IllegalArgumentException("'" + line + "' does not have " + count + " numbers");
        }
        return Arrays.stream(words).mapToLong(Long::parseLong).toArray();
    }
}
