package io.unifiedipc.testing.kit;

import io.unifiedipc.spi.Capability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Tells what came of each scenario: a summary on the console, and {@code target/kit/<label>.csv}, from which the table of all
 * transports is made (of other kits, beside that folder). It has a line for what was claimed, one of headings, and one for each scenario.
 */
final class KitReport implements TestWatcher, AfterAllCallback {
    private static final class Row {
        private final String topic;
        private int passed;
        private int failed;
        private String reason = "";

        Row(String topic) {
            this.topic = topic;
        }
    }

    /** By class, what its runs in this process have said: where failed scenarios are run again, those alone come a second time. */
    private static final Map<Class<?>, Map<String, Row>> ALL = new ConcurrentHashMap<>();

    private final Map<String, Row> rows = new TreeMap<>();

    @Override
    public synchronized void testSuccessful(ExtensionContext context) {
        row(context).passed++;
    }

    @Override
    public synchronized void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        row(context).failed++;
    }

    @Override
    public synchronized void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        row(context).failed++;
        row(context).reason = "aborted: " + cause;
    }

    @Override
    public synchronized void testDisabled(ExtensionContext context, Optional<String> reason) {
        row(context).reason = reason.orElse("no reason given");
    }

    private Row row(ExtensionContext context) {
        Method scenario = context.getRequiredTestMethod();
        String topic = scenario.getDeclaringClass().getSimpleName().replace("Scenarios", "");
        return rows.computeIfAbsent(scenario.getName(), name -> new Row(topic));
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
        Kit kit = (Kit) context.getRequiredTestInstance();
        Map<String, Row> all = ALL.computeIfAbsent(context.getRequiredTestClass(), name -> new TreeMap<>());
        all.putAll(rows);
        String label = kit.label();
        List<String> lines = new ArrayList<>();
        lines.add("# " + label + " claims "
                + Stream.of(Capability.values())
                        .filter(kit::claims)
                        .map(Capability::name)
                        .collect(Collectors.joining(" ")));
        lines.add("topic,scenario,passed,failed,reason");
        all.forEach((name, row) ->
                lines.add(row.topic + "," + name + "," + row.passed + "," + row.failed + "," + row.reason));
        try {
            Path folder = Files.createDirectories(Path.of("target", kit.folder()));
            Files.write(folder.resolve(label.replace(' ', '-') + ".csv"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        print(label);
        rows.clear();
    }

    @SuppressWarnings("SystemOut") // the summary is for whoever runs the kit
    private void print(String label) {
        int failed = rows.values().stream().mapToInt(row -> row.failed).sum();
        long passed = rows.values().stream()
                .filter(row -> row.passed > 0 && row.failed == 0)
                .count();
        Map<String, List<String>> skipped = new TreeMap<>();
        rows.forEach((name, row) -> {
            if (row.passed + row.failed == 0) {
                skipped.computeIfAbsent(row.reason, reason -> new ArrayList<>()).add(name);
            }
        });
        System.out.printf("%nconformance of %s: %d scenarios passed", label, passed);
        System.out.print(failed > 0 ? ", " + failed + " FAILED" : "");
        System.out.println(skipped.isEmpty() ? "" : ", skipped are");
        skipped.forEach((reason, names) -> {
            System.out.println("  " + reason);
            System.out.println("    " + String.join(", ", names));
        });
    }
}
