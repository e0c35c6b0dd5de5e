package snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page shows as Java or as a configuration stands, word for word, in a file that is compiled and run. */
class PagesTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern BLOCK =
            Pattern.compile("(<!-- snippet: (\\S+?)(?:#(\\S+))? -->\\n)?```(java|yaml)\\n(.*?)```", Pattern.DOTALL);

    record Shown(String page, String file, String region, String text) {
        @Override
        public String toString() {
            return page + ": " + file + "#" + region;
        }
    }

    static Stream<Shown> snippets() {
        return Stream.concat(
                Stream.of(
                                "README.md",
                                "docs/getting-started.md",
                                "docs/observing.md",
                                "docs/testing.md",
                                "docs/versions.md",
                                "docs/write-a-transport.md",
                                "docs/migrate-from-feign.md")
                        .flatMap(PagesTest::snippetsOf),
                // Some of its blocks are only parts of a configuration.
                Stream.of("docs/http.md", "docs/kafka.md", "docs/security.md")
                        .flatMap(PagesTest::snippetsOf)
                        .filter(shown -> shown.file() != null));
    }

    private static Stream<Shown> snippetsOf(String page) {
        List<Shown> all = new ArrayList<>();
        Matcher block = BLOCK.matcher(read(ROOT.resolve(page)));
        while (block.find()) {
            all.add(new Shown(page, block.group(2), block.group(3), block.group(5)));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void aPageShowsWhatIsCompiled(Shown shown) {
        assertThat(shown.file())
                .as("a block without a snippet marker before it")
                .isNotNull();
        String file = read(path(shown.file()));
        String expected = shown.region() == null ? file : region(file, shown.region());
        assertThat(shown.text().strip()).isEqualTo(expected.stripIndent().strip());
    }

    /** A name alone is one of this module's files; all others are told from the project's root. */
    private static Path path(String file) {
        if (file.contains("/")) {
            return ROOT.resolve(file);
        }
        String folder = file.endsWith(".java") ? "java/snippets" : "resources";
        Path main = Path.of("src/main", folder, file);
        return Files.exists(main) ? main : Path.of("src/test", folder, file);
    }

    private static String region(String file, String name) {
        Matcher region = Pattern.compile(
                        "[ ]*// begin: " + name + "\\n(.*?)\\n[ ]*// end: " + name + "\\n", Pattern.DOTALL)
                .matcher(file);
        assertThat(region.find()).as("region " + name).isTrue();
        return region.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
