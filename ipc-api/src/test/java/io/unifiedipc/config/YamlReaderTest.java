package io.unifiedipc.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.config.Node.Block;
import io.unifiedipc.config.Node.Entry;
import io.unifiedipc.config.Node.Items;
import io.unifiedipc.config.Node.Nothing;
import io.unifiedipc.config.Node.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2s | 2s",
                "8081 | 8081",
                "007 | 007",
                "0x1F | 0x1F",
                "1_000 | 1_000",
                "1e3 | 1e3",
                ".5 | .5",
                "-5 | -5",
                "True | True",
                "off | off",
                "~ | ~",
                "\"a # b\" | a # b",
                "a # b | a",
                "2026-01-01 | 2026-01-01",
                "12345678901234567890 | 12345678901234567890",
            })
    void valuesStayAsTheyWereWritten(String written, String text) {
        assertThat(read("a: " + written + "\n")).isEqualTo(block("a", 1, new Text(text, line(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing yet\n", "---\n", "---\n...\n"})
    void anEmptyFileIsFine(String text) {
        assertThat(read(text)).isEqualTo(new Nothing());
        assertThat(Fixtures.load(text).channels()).isEmpty();
    }

    @Test
    void everyNodeKnowsItsLine() {
        Block expected = block(
                "a", 2, block("b", 3, new Items(java.util.List.of(new Text("x", line(4)), new Text("y", line(5))))));
        expected.entries().put("c", new Entry(line(6), new Nothing()));
        assertThat(read("# first\na:\n  b:\n  - x\n  - y\nc:\n")).isEqualTo(expected);
    }

    @Test
    void aByteOrderMarkAndWindowsLinesAreFine() {
        assertThat(read("\uFEFFa:\r\n  b: c\r\n")).isEqualTo(block("a", 1, block("b", 2, new Text("c", line(2)))));
    }

    private static Block block(String key, int line, Node node) {
        Block block = new Block();
        block.entries().put(key, new Entry(line(line), node));
        return block;
    }

    private static Origin line(int line) {
        return new Origin(Origin.Source.FILE, "f", line);
    }

    private static Node read(String text) {
        Problems problems = new Problems();
        Node node = YamlReader.read(new ConfigSource("f", text), problems);
        problems.throwIfAny();
        return node;
    }
}
