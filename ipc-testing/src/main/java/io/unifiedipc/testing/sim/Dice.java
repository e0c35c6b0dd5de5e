package io.unifiedipc.testing.sim;

import java.util.random.RandomGenerator;

/**
 * Numbers that a seed decides: <a href="https://doi.org/10.1145/2660193.2660195">SplitMix64</a>. Our own, so that a seed means
 * the same on every JDK. Each concern has dice of its own: what one draws shifts no other.
 */
final class Dice implements RandomGenerator {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    Dice(long seed, String concern) {
        state = mix(seed * GOLDEN) ^ mix(concern.hashCode() * GOLDEN); // String.hashCode is specified
    }

    @Override
    public long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    /** 0 or more, less than the bound. */
    int below(int bound) {
        return (int) below((long) bound);
    }

    @Override
    public long nextLong(long bound) {
        return below(bound);
    }

    /** 0 or more, less than the bound; the bias is less than one in a billion for all that is drawn here. */
    long below(long bound) {
        return Long.remainderUnsigned(nextLong(), bound);
    }

    /** Draws always, whatever the rate: another rate shifts nothing that follows. */
    boolean happens(double rate) {
        return (nextLong() >>> 11) * 0x1.0p-53 < rate;
    }

    private static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
        return b ^ b >>> 31;
    }
}
