package io.unifiedipc.kafka.storm;

import java.time.Duration;

/** Says how far a storm is, and when it goes no further. */
final class Watch {
    private static final Duration SAID_EACH = Duration.ofSeconds(5);
    private static final Duration STUCK = Duration.ofMinutes(2);

    private final long began = System.nanoTime();
    private long said = began;
    private long moved;
    private long lastSeen = -1; // so that what was before the first look does not count

    /** Whether it still goes on. */
    boolean look(int told, int acknowledged, long handled) {
        long now = System.nanoTime();
        if (told + handled != lastSeen) {
            lastSeen = told + handled;
            moved = now;
        }
        boolean stuck = now - moved > STUCK.toNanos();
        if (stuck || now - said > SAID_EACH.toNanos()) {
            said = now;
            say(told + " told, " + acknowledged + " acknowledged, " + handled + " handled");
        }
        return !stuck;
    }

    void say(String what) {
        System.out.printf(
                "%4d s  %s%n", Duration.ofNanos(System.nanoTime() - began).toSeconds(), what);
    }
}
