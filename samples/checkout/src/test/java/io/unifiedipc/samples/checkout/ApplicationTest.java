package io.unifiedipc.samples.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application does not know what carries its messages: only configuration and launcher do. */
class ApplicationTest {
    @ParameterizedTest
    @ValueSource(strings = {"contracts", "desk", "effects", "services"})
    void noTransportIsMentioned(String folder) throws Exception {
        Path sources = Path.of("src", "main", "java", "io", "unifiedipc", "samples", "checkout", folder);
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file).toLowerCase(Locale.ROOT))
                        .as(file.toString())
                        .doesNotContainPattern("memory|http|grpc|kafka|amqp|rabbit");
            }
        }
    }
}
