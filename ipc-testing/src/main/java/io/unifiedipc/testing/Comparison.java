package io.unifiedipc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Compares what one class of tests recorded in memory with what it recorded elsewhere, and reports it. Safe for any thread. */
final class Comparison {
    private static final Path FOLDER = Path.of("target", "ipc-test");

    private final Class<?> tests;
    private final boolean strict;
    private final Map<String, Summary> inMemory = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    Comparison(Class<?> tests, boolean strict) {
        this.tests = tests;
        this.strict = strict;
    }

    /** What a test recorded that has passed so far; where it ran elsewhere, and differs, it fails now. */
    synchronized void add(ExtensionContext test, String where, Summary summary) {
        if (where.equals(IpcWorld.MEMORY)) {
            inMemory.put(key(test), summary);
            return;
        }
        Summary memory = inMemory.get(key(test));
        if (memory == null) {
            lines.add(name(test) + ": not compared, since it has not passed in memory before");
            return;
        }
        List<Difference> all = Difference.between(memory, summary, where, declared(test));
        List<String> rows = new ArrayList<>();
        if (!all.isEmpty()) {
            rows.add(String.format(Locale.ROOT, "%8s %8s", IpcWorld.MEMORY, where));
            all.forEach(each -> rows.add(each.row()));
        }
        lines.add(name(test) + ", " + where + ": " + (all.isEmpty() ? "the same" : count(all.size())));
        lines.addAll(rows);
        if (strict && all.stream().anyMatch(each -> each.because() == null)) {
            throw new AssertionError("on " + where + " it went differently than in memory:\n" + String.join("\n", rows)
                    + "\nMend it, declare it by @Differs, or set @IpcTest(strict = false)");
        }
    }

    /** A test has failed by itself; there is nothing to compare. */
    synchronized void failed(ExtensionContext test, String where) {
        lines.add(name(test) + ": not compared, since it did not pass on " + where);
    }

    /** Prints the report and writes it to {@code target/ipc-test}. */
    synchronized void report() {
        String text = tests.getName() + "\n  " + String.join("\n  ", lines) + "\n";
        System.out.print(text);
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(tests.getName() + ".txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException("the report of " + tests.getName() + " can't be written", e);
        }
    }

    private static String count(int differences) {
        return differences + (differences == 1 ? " difference" : " differences");
    }

    private static List<Differs> declared(ExtensionContext test) {
        List<Differs> all =
                new ArrayList<>(AnnotationSupport.findRepeatableAnnotations(test.getTestMethod(), Differs.class));
        test.getEnclosingTestClasses()
                .forEach(each -> all.addAll(AnnotationSupport.findRepeatableAnnotations(each, Differs.class)));
        all.addAll(AnnotationSupport.findRepeatableAnnotations(test.getRequiredTestClass(), Differs.class));
        return all;
    }

    /** The same for every run of the class, and for nothing else. */
    private static String key(ExtensionContext test) {
        return test.getUniqueId().replaceAll("/\\[class-template-invocation:#\\d+]", "");
    }

    private static String name(ExtensionContext test) {
        String method = test.getRequiredTestMethod().getName();
        return test.getDisplayName().startsWith(method + "(") ? method : method + " " + test.getDisplayName();
    }
}
