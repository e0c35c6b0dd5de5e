package io.unifiedipc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ConfigurationException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourceTest {
    private static final Map<String, String> NONE = Map.of();

    @TempDir
    private Path directory;

    private Path classPath;

    @BeforeEach
    void classPath() throws IOException {
        classPath = Files.createDirectory(directory.resolve("classes"));
    }

    @Test
    void nothingIsFine() {
        assertThat(find(NONE, NONE)).isNull();
    }

    @Test
    void thePropertyThenTheVariableThenTheDirectoryThenTheClassPath() throws IOException {
        Files.writeString(classPath.resolve("ipc.yaml"), "1");
        assertThat(find(NONE, NONE)).isEqualTo(new ConfigSource("classpath:ipc.yaml", "1"));
        Files.writeString(directory.resolve("ipc.yaml"), "2");
        assertThat(find(NONE, NONE)).isEqualTo(new ConfigSource("ipc.yaml", "2"));
        Files.writeString(directory.resolve("three.yaml"), "3");
        Map<String, String> environment = Map.of("IPC_CONFIG", "three.yaml");
        assertThat(find(NONE, environment)).isEqualTo(new ConfigSource("three.yaml", "3"));
        Files.writeString(directory.resolve("four.yaml"), "4");
        assertThat(find(Map.of("ipc.config", "four.yaml"), environment)).isEqualTo(new ConfigSource("four.yaml", "4"));
    }

    @Test
    void aNamedFileMustBeThere() throws IOException {
        assertProblem("gone.yaml", "system property ipc.config: 'gone.yaml' can't be read: there is no such file");
        assertProblem("classes", "system property ipc.config: 'classes' can't be read: it is a directory");
        assertProblem(" ", "system property ipc.config is empty: it names the file to read");
        assertProblem("a\0b", "system property ipc.config: 'a b' can't be the name of a file");
        Files.write(directory.resolve("latin.yaml"), new byte[] {'a', (byte) 0xE9, '\n'});
        assertProblem(
                "latin.yaml", "system property ipc.config: 'latin.yaml' can't be read: it is not written in UTF-8");
        Files.write(directory.resolve("large.yaml"), new byte[(1 << 20) + 1]);
        assertProblem("large.yaml", "system property ipc.config: 'large.yaml' can't be read: it has more than 1 MiB");
        assertThatThrownBy(() -> find(NONE, Map.of("IPC_CONFIG", "gone.yaml")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(
                                        "environment variable IPC_CONFIG: 'gone.yaml' can't be read: there is no such file"));
    }

    @Test
    void aFileGivenByHandMustBeThere() {
        assertThatThrownBy(() -> ConfigSource.read(Path.of("gone.yaml")))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .containsExactly("'gone.yaml' can't be read: there is no such file"));
    }

    private void assertProblem(String name, String expected) {
        assertThatThrownBy(() -> find(Map.of("ipc.config", name), NONE))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems()).isEqualTo(List.of(expected)));
    }

    private ConfigSource find(Map<String, String> properties, Map<String, String> environment) {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {url()}, null)) {
            return ConfigSource.find(properties, environment, loader, directory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private URL url() throws MalformedURLException {
        return classPath.toUri().toURL();
    }
}
