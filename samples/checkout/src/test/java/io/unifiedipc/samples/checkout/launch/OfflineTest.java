package io.unifiedipc.samples.checkout.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is started, where it is only to tell something, or can't begin. */
class OfflineTest {
    private record Ended(int status, String out, String err) {}

    @TempDir
    Path folder;

    @Test
    void itExplains() throws Exception {
        Ended ended = run(Map.of(), "--explain", "orders", "http", "memory");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("channel orders", "from http to memory", "  delivery\n", "one-way: ");
    }

    @Test
    void itDescribes() throws Exception {
        Ended ended = run(Map.of("IPC_CHANNELS_ORDERS_TIMEOUT", "3s"), "--describe");

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out())
                .containsPattern("(?m)^  timeout +3s +environment IPC_CHANNELS_ORDERS_TIMEOUT$")
                .containsPattern("(?m)^  stack +deadline\\(3s\\) > key > version\\(1.0.0\\) > .*outstanding\\(256\\)")
                .containsPattern("(?m)^  receiving +.*lanes\\(16\\) > deadline > .*handler$");
    }

    @Test
    void aMisspeltVariableStopsIt() throws Exception {
        Ended ended = run(Map.of("IPC_CHANNELS_ORDERS_TIMOUT", "2s"), "--transport", "memory");

        assertThat(ended.status()).isNotZero();
        assertThat(ended.err().toLowerCase(Locale.ROOT)).contains("ipc_channels_orders_timout", "timeout");
    }

    @Test
    void aTransportThatIsNotThereIsNamedWithItsModule() throws Exception {
        Ended ended = run(Map.of(), "--explain", "orders", "amqp");

        assertThat(ended.status()).isNotZero();
        assertThat(ended.err()).contains("'amqp'", "ipc-amqp");
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("IPC_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
