package io.unifiedipc.openapi;

import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Writes sources below one folder. What did not change is not touched, so that nothing is compiled again for it. */
final class Output {
    /** The first line of each file; by it a file is known that an earlier run made and this one did not. */
    static final String MARK = "Made by ipc-openapi from an OpenAPI document; change that instead.";

    private Output() {}

    static void write(Path folder, String packageName, List<JavaFile> files) throws IOException {
        Path target = folder.resolve(packageName.replace('.', '/'));
        Files.createDirectories(target);
        Set<Path> written = new HashSet<>();
        for (JavaFile source : files) {
            Path file = target.resolve(source.typeSpec().name() + ".java");
            byte[] text = source.toString().getBytes(StandardCharsets.UTF_8);
            written.add(file);
            if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), text)) {
                Files.write(file, text);
            }
        }
        try (Stream<Path> present = Files.list(target)) {
            for (Path file : present.toList()) {
                if (!written.contains(file) && isOurs(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean isOurs(Path file) throws IOException {
        if (!file.toString().endsWith(".java") || !Files.isRegularFile(file)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("").equals("// " + MARK);
        }
    }
}
