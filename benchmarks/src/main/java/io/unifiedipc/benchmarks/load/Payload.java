package io.unifiedipc.benchmarks.load;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Payloads that are bytes already, and whether an answer is what it should be. */
public final class Payload {
    /** About as large as a small record. */
    public static final int USUAL = 200;

    private Payload() {}

    /** So many bytes, the same ones each time. */
    public static byte[] of(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    /** Throws where an answer isn't the payload that was sent. It looks at its length and last byte, so that it costs nothing. */
    public static void check(byte @Nullable [] answer, byte[] sent) {
        int last = sent.length - 1;
        if (answer == null || answer.length != sent.length || answer[last] != sent[last]) {
            throw new IllegalStateException("an echo of " + sent.length + " bytes came back as "
                    + (answer == null ? "nothing" : answer.length + ", or as other bytes"));
        }
    }
}
