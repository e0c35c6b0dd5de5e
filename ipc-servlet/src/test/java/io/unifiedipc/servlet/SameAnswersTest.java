package io.unifiedipc.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.unifiedipc.http.HttpTransportProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One script of curl's gets the same answers from the own port and from inside Tomcat, behind a filter. */
class SameAnswersTest {
    private static final Path SCRIPT = Path.of("src/test/resources/same.sh");

    @Test
    void ownPortAndMounted() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl");
        HttpTransportProvider own = new HttpTransportProvider();
        HttpTransportProvider http = HttpTransportProvider.mounted();
        Map<String, String> expected;
        Map<String, String> mounted;
        int ran;
        try (Shop shop = new Shop(own, "transports.http.listen", "0").start()) {
            expected = answers("http://127.0.0.1:" + own.port(), "own-port");
            ran = shop.ran.size();
        }
        try (Tomcats tomcat = new Tomcats(0)
                        .filter(new Guard(), true)
                        .servlet(new IpcServlet(http))
                        .start();
                Shop shop = new Shop(http).start()) {
            mounted = answers(tomcat.base(), "mounted");
            assertThat(shop.ran).hasSize(ran);
        }
        assertThat(expected).hasSizeGreaterThan(50);
        assertThat(expected.values().stream().filter(answer -> answer.contains("(curl: 0)\n200\n")))
                .hasSizeGreaterThan(8);
        assertThat(mounted).isEqualTo(expected);
    }

    private static Map<String, String> answers(String base, String name) throws Exception {
        Path out = Path.of("target", "same-" + name + ".txt");
        Process script = new ProcessBuilder("bash", SCRIPT.toString(), base)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(script.waitFor(120, TimeUnit.SECONDS)).isTrue();
        Map<String, String> blocks = new LinkedHashMap<>();
        for (String block : Files.readString(out, StandardCharsets.UTF_8).split("(?m)^== ", -1)) {
            if (!block.isBlank()) {
                blocks.put(block.substring(0, block.indexOf(" (curl")), block);
            }
        }
        return blocks;
    }
}
