package io.unifiedipc.samples.checkout.effects;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The effects that all receivers of a run have written, put in one order.
 *
 * @param count how many
 * @param checksum of all of them, as {@code cat *.effects | LC_ALL=C sort | sha256sum} says it too
 */
public record Effects(int count, String checksum) {
    /** Takes away what an earlier run has written. */
    public static void clear(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path file : files(folder)) {
            Files.delete(file);
        }
    }

    /** What stands in a folder. */
    public static Effects in(Path folder) throws IOException {
        List<byte[]> lines = new ArrayList<>();
        for (Path file : files(folder)) {
            for (String line : Files.readAllLines(file)) {
                lines.add((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        lines.sort(Arrays::compareUnsigned);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            lines.forEach(digest::update);
            return new Effects(lines.size(), HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + Journal.SUFFIX)) {
            List<Path> files = new ArrayList<>();
            all.forEach(files::add);
            return files;
        }
    }
}
