package io.unifiedipc.samples.checkout.launch;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A note of how the services that run just now are reached: a file in the folder of the effects, gone when they are. */
record Running(Path file) implements AutoCloseable {
    /** A note in this folder, with nothing in it yet. */
    static Running in(Path output) {
        return new Running(output.resolve("running.properties"));
    }

    /** Notes the keys of who wants to call them. Who reads meanwhile finds all of them or no note. */
    void note(Map<String, String> keys) throws IOException {
        Properties noted = new Properties();
        noted.putAll(keys);
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (Writer writer = Files.newBufferedWriter(unfinished)) {
            noted.store(writer, "Services that run just now; see samples/checkout/usage.txt, --admin");
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE); // in place of one that is there
    }

    /** What was noted. */
    Map<String, String> read() throws IOException, UsageException {
        Properties noted = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            noted.load(reader);
        } catch (NoSuchFileException e) {
            throw new UsageException(
                    "no services run: start some with --transport kafka --serve, or while a run is on");
        }
        Map<String, String> keys = new TreeMap<>();
        noted.stringPropertyNames().forEach(key -> keys.put(key, noted.getProperty(key)));
        return keys;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
