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
