package io.unifiedipc.resilience.fallback;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a reply is kept under. Compared byte by byte: equal hashes give nobody another one's reply. It has an order, so
 * that a table stays fast with them.
 */
final class Asked implements Comparable<Asked> {
    private final byte[] bytes;
    private final int hash;

    Asked(byte[] bytes) {
        this.bytes = bytes;
        hash = Arrays.hashCode(bytes);
    }

    int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Asked asked && asked.hash == hash && Arrays.equals(asked.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public int compareTo(Asked other) {
        return Arrays.compare(bytes, other.bytes);
    }
}
