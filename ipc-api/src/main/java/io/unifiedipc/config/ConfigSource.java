package io.unifiedipc.config;

import io.unifiedipc.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of a configuration file.
 *
 * @param name as problems and {@code describe} call it
 * @param text what stands in it
 */
public record ConfigSource(String name, String text) {
    /** The file that is looked for. */
    public static final String FILE = "ipc.yaml";

    /** The system property that names another. */
    public static final String PROPERTY = "ipc.config";

    /** The environment variable that names another. */
    public static final String VARIABLE = "IPC_CONFIG";

    /** The most that a file may have. */
    public static final int MAX_BYTES = 1 << 20;

    /** A text that stands in no file. */
    public static ConfigSource inline(String text) {
        return new ConfigSource("yaml", text);
    }

    /**
     * The file that the system property or else the environment variable names, the one in the working directory, or the first
     * one on the class path; null where there is none.
     *
     * @throws ConfigurationException where the file was named or found, and can't be read
     */
    public static @Nullable ConfigSource find(
            Map<String, String> systemProperties, Map<String, String> environment, ClassLoader classPath) {
        return find(systemProperties, environment, classPath, Path.of(""));
    }

    static @Nullable ConfigSource find(
            Map<String, String> systemProperties,
            Map<String, String> environment,
            ClassLoader classPath,
            Path directory) {
        String property = systemProperties.get(PROPERTY);
        if (property != null) {
            return named("system property " + PROPERTY, property, directory);
        }
        String variable = environment.get(VARIABLE);
        if (variable != null) {
            return named("environment variable " + VARIABLE, variable, directory);
        }
        Path here = directory.resolve(FILE);
        if (Files.exists(here)) {
            return read("", FILE, here);
        }
        URL resource = classPath.getResource(FILE);
        return resource == null ? null : read(resource);
    }

    /**
     * A file.
     *
     * @throws ConfigurationException where it can't be read
     */
    public static ConfigSource read(Path file) {
        return read("", file.toString(), file);
    }

    private static ConfigSource named(String by, String name, Path directory) {
        if (name.isBlank()) {
            throw problem(by + " is empty: it names the file to read");
        }
        try {
            return read(by + ": ", name, directory.resolve(name));
        } catch (InvalidPathException e) {
            throw problem(by + ": '" + name + "' can't be the name of a file");
        }
    }

    private static ConfigSource read(String by, String name, Path file) {
        if (Files.isDirectory(file)) {
            throw problem(by + "'" + name + "' can't be read: it is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new ConfigSource(name, text(by, name, in));
        } catch (NoSuchFileException e) {
            throw problem(by + "'" + name + "' can't be read: there is no such file");
        } catch (AccessDeniedException e) {
            throw problem(by + "'" + name + "' can't be read: access is denied");
        } catch (IOException e) {
            throw problem(by + "'" + name + "' can't be read: " + e);
        }
    }

    private static ConfigSource read(URL resource) {
        String name = "classpath:" + FILE;
        try (InputStream in = resource.openStream()) {
            return new ConfigSource(name, text("", name, in));
        } catch (IOException e) {
            throw problem("'" + name + "' can't be read: " + e);
        }
    }

    private static String text(String by, String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw problem(by + "'" + name + "' can't be read: it has more than 1 MiB");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw problem(by + "'" + name + "' can't be read: it is not written in UTF-8");
        }
    }

    private static ConfigurationException problem(String text) {
        return new ConfigurationException(List.of(Shown.oneLine(text)));
    }
}
