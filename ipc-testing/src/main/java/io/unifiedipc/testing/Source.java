package io.unifiedipc.testing;

import io.unifiedipc.ConfigurationException;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.config.ConfigSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration of a service stands.
 *
 * @param file in the file system, so that problems name it; null where it is no file
 * @param text what stands in it
 */
record Source(@Nullable Path file, ConfigSource text) {
    private static final String RESOURCE = "classpath:";

    /** The text, or the file by this name, or else the one that {@code Ipc.load()} would find. */
    static Source of(String yaml, String file) {
        if (!yaml.isEmpty()) {
            return new Source(null, ConfigSource.inline(yaml));
        }
        if (!file.isEmpty()) {
            return Files.exists(Path.of(file)) ? of(Path.of(file)) : resource(file);
        }
        ConfigSource found = ConfigSource.find(text(System.getProperties()), System.getenv(), classPath());
        if (found == null) {
            throw new ConfigurationException(
                    List.of(
                            "there is no " + ConfigSource.FILE
                                    + " in the working directory or on the class path: put it there, or name another by @IpcTest(file = ...)"));
        }
        return found.name().startsWith(RESOURCE) ? new Source(null, found) : of(Path.of(found.name()));
    }

    private static Source of(Path file) {
        return new Source(file, ConfigSource.read(file));
    }

    private static Source resource(String name) {
        URL resource = classPath().getResource(name);
        if (resource == null) {
            throw new ConfigurationException(
                    List.of("'" + name + "' is neither in " + Path.of("").toAbsolutePath() + " nor on the class path"));
        }
        try (InputStream in = resource.openStream()) {
            return new Source(
                    null, new ConfigSource(RESOURCE + name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new ConfigurationException(List.of("'" + RESOURCE + name + "' can't be read: " + e));
        }
    }

    void into(IpcBuilder builder) {
        if (file != null) {
            builder.file(file);
        } else {
            builder.yaml(text.text());
        }
    }

    private static Map<String, String> text(Properties properties) {
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(n -> n, properties::getProperty));
    }

    private static ClassLoader classPath() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context != null ? context : Source.class.getClassLoader();
    }
}
