package io.unifiedipc.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javapoet.JavaFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Sources through the compiler, against this test's class path. */
final class Compiled {
    private Compiled() {}

    /** Fails for a mistake, and for a warning: an application may build with -Werror. */
    static void into(Path folder, List<JavaFile> sources) throws Exception {
        Files.createDirectories(folder);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-d", folder.toString(), "-Xlint:all,-serial,-processing,-classfile", "-parameters", "--release", "17");
        List<Source> files = sources.stream().map(Source::new).toList();
        boolean good = compiler.getTask(null, null, said, options, null, files).call();
        assertThat(said.getDiagnostics().stream()
                        .filter(d -> d.getKind() != Diagnostic.Kind.NOTE)
                        .map(d -> d.getMessage(Locale.ROOT) + " in " + d.getSource() + " line " + d.getLineNumber()))
                .isEmpty();
        assertThat(good).isTrue();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(JavaFile file) {
            super(URI.create("string:///" + file.typeSpec().name() + ".java"), Kind.SOURCE);
            text = file.toString();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
