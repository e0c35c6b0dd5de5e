package io.unifiedipc.samples.checkout.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {
    private static final int NOTES = 100;
    private static final Map<String, String> KEYS = IntStream.range(0, 500)
            .mapToObj(i -> "channels.c" + i + ".transport")
            .collect(Collectors.toMap(Function.identity(), key -> "http"));

    @TempDir
    Path folder;

    @Test
    void whoReadsWhileItIsWrittenFindsAllOfIt() throws Exception {
        try (Running running = Running.in(folder)) {
            running.note(KEYS);
            CompletableFuture<Void> writes = CompletableFuture.runAsync(() -> noteAgainAndAgain(running));
            do {
                assertThat(running.read()).isEqualTo(KEYS);
            } while (!writes.isDone());
            writes.get();
        }
        assertThatThrownBy(() -> Running.in(folder).read())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no services run");
        assertThat(folder).isEmptyDirectory();
    }

    private static void noteAgainAndAgain(Running running) {
        try {
            for (int i = 0; i < NOTES; i++) {
                running.note(KEYS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
