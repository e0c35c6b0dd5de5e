package io.unifiedipc.samples.checkout.effects;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What one side did, written down as it happens: a line each, its parts separated by tabs. Only what follows from the input is
 * written, no time and no random id, so that two runs can be compared.
 */
public final class Journal implements AutoCloseable {
    /** How the files of journals end. */
    public static final String SUFFIX = ".effects";

    private final BufferedWriter out;

    public Journal(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            out = Files.newBufferedWriter(folder.resolve(name + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a line; it is in the file when this returns. */
    public synchronized void write(Object... parts) {
        try {
            out.write(Arrays.stream(parts).map(Journal::clean).collect(Collectors.joining("\t", "", "\n")));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String clean(Object part) {
        return part.toString()
                .replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
