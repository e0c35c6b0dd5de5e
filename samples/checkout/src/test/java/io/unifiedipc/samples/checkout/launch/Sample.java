package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.samples.checkout.desk.Lines;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the sample as its main class would, and keeps what it says. */
final class Sample {
    static final Path HOME = Path.of("");

    private final Path folder;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    Sample(Path folder) {
        this.folder = folder;
    }

    static List<String> input() throws Exception {
        return Files.readAllLines(Path.of("orders.jsonl"));
    }

    /** The sample's own configuration, for a machine that has much else to do: a run fails where a call does. */
    static Path patient(Path folder) throws Exception {
        String text = Files.readString(Path.of("ipc.yaml"));
        return Files.writeString(folder.resolve("patient.yaml"), text.replace("timeout: 10s", "timeout: 50s"));
    }

    Run.Result run(List<String> input, String transport, String... more) throws Exception {
        Path file = folder.resolve("input.jsonl");
        Files.write(file, input);
        List<String> words = new ArrayList<>(List.of("--transport", transport));
        words.addAll(List.of(
                "--input",
                file.toString(),
                "--output",
                folder.resolve("effects").toString()));
        words.addAll(List.of(more));
        Interrupt interrupt = new Interrupt(() -> {});
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            return new Run(Arguments.of(words, HOME), transport, Lines.read(file), interrupt, out).run();
        } finally {
            interrupt.finished();
        }
    }

    String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
