package io.unifiedipc.spi;

import java.time.Duration;

/** What stands between a sender and a receiver, and so how long an exchange takes at the least. */
public enum LatencyClass {
    /** Nothing: both are in one process. */
    IN_PROCESS("both sides are in one process", Duration.ZERO),
    /** A network: a message goes straight to its receiver, and the answer straight back. */
    NETWORK("one hop over a network, with nothing between the two sides", Duration.ofMillis(5)),
    /** A broker, or other storage that all share: a message goes there first, and so does an answer. */
    BROKER("two hops, with a broker or shared storage between the two sides", Duration.ofMillis(50));

    private final String meaning;
    private final Duration least;

    LatencyClass(String meaning, Duration least) {
        this.meaning = meaning;
        this.least = least;
    }

    /** What it gives, as a sentence without its full stop. */
    public String meaning() {
        return meaning;
    }

    /** The shortest timeout that makes sense: a channel whose written timeout is shorter does not start. */
    public Duration least() {
        return least;
    }
}
