package io.unifiedipc.runtime;

import io.unifiedipc.spi.Binding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a message asks for, in few letters: two with the same are the same piece of work, whenever and however often they come. */
final class Fingerprint {
    private Fingerprint() {}

    /** Of a message to a channel of this major version: another major's outcome can't be read as this one's. */
    static String of(Work work, int major) {
        Binding.Received binding = work.delivery().binding();
        MessageDigest digest = sha256();
        add(digest, new byte[] {(byte) (major >>> 16), (byte) (major >>> 8), (byte) major});
        add(digest, work.operation().name().getBytes(StandardCharsets.UTF_8));
        add(digest, (binding == null ? "" : binding.target()).getBytes(StandardCharsets.UTF_8));
        add(digest, work.envelope().body());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** With its length, so that no two lists of parts are the same bytes. */
    private static void add(MessageDigest digest, byte[] part) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (part.length >>> shift));
        }
        digest.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every JDK has SHA-256", e);
        }
    }
}
