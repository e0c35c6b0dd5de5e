package io.unifiedipc.resilience.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">full jitter</a>:
 * anything from nothing to the exponential pause, so that those who failed together don't come again together.
 */
final class Backoff {
    private final long first;
    private final long most;

    Backoff(Duration first, Duration most) {
        this.first = first.toNanos();
        this.most = most.toNanos();
    }

    /** How many nanoseconds after so many failed attempts. */
    long after(int attempts, RandomGenerator chance) {
        long longest = first;
        for (int i = 1; i < attempts && longest < most; i++) {
            longest *= 2; // at most twice the longest time that can be written: no overflow
        }
        return chance.nextLong(Math.min(longest, most) + 1);
    }
}
