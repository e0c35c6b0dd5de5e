package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What somebody sees who has nothing but curl. What is said is written to {@code target/curl.txt}. */
class CurlTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String GOOD = "{\"sku\": \"ok\", \"quantity\": 2}";

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final StringBuilder session = new StringBuilder();

    private record Said(int status, String head, String body) {
        Map<?, ?> json() {
            return JSON.readValue(body, Map.class);
        }
    }

    private Said curl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "-i", "-m", "10", "--noproxy", "*"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        session.append("$ curl ")
                .append(String.join(" ", arguments))
                .append('\n')
                .append(out)
                .append("\n\n");
        assertThat(process.exitValue()).as(out).isZero();
        String last = out.substring(out.lastIndexOf("HTTP/1.1 "));
        int end = last.indexOf("\r\n\r\n");
        return new Said(Integer.parseInt(last.substring(9, 12)), last.substring(0, end), last.substring(end + 4));
    }

    private static void isProblem(Said said, int status, String kind, String executed) {
        assertThat(said.status()).as(said.toString()).isEqualTo(status);
        assertThat(said.head())
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("ipc-kind: " + kind, "ipc-executed: " + executed);
        assertThat(said.json().get("kind")).isEqualTo(kind);
        assertThat(said.json().get("executed")).isEqualTo(executed);
        assertThat(said.json().get("title")).isNotNull();
        assertThat((String) said.json().get("detail")).isNotBlank().doesNotContain("secret");
        if (said.json().get("status") != null) {
            assertThat(said.json().get("status")).isEqualTo(status);
        }
    }

    @Test
    void session(@TempDir Path directory) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl");
        Shop shop = new Shop(guard);
        String base = "http://127.0.0.1:" + shop.http.port();
        String place = base + "/v1/orders/Place";
        String json = "Content-Type: application/json";

        Said call = curl(place, "-H", json, "-d", GOOD);
        assertThat(call.status()).isEqualTo(200);
        assertThat(call.head()).contains("ipc-executed: yes", "Content-Type: application/json");
        assertThat(call.json().get("sku")).isEqualTo("ok");

        Said again = curl(
                place, "-H", json, "-H", "Idempotency-Key: \"order-17\"", "-H", "ipc-deadline-ms: 2000", "-d", GOOD);
        assertThat(again.status()).isEqualTo(200);
        assertThat(shop.ran.get(1).idempotencyKey()).isEqualTo("order-17");
        assertThat(shop.ran.get(1).remaining()).isNotNull();

        Said quiet = curl(place, "-H", json, "-H", "Prefer: return=minimal", "-d", GOOD);
        assertThat(quiet.status()).isEqualTo(204);

        Said refused = curl(place, "-H", json, "-d", "{\"sku\": \"refuses\"}");
        isProblem(refused, 422, "refused", "yes");
        assertThat(refused.json().get("refusal")).isEqualTo("OutOfStock");
        assertThat(refused.json().get("data")).isEqualTo(Map.of("sku", "refuses", "left", 1));

        isProblem(curl(place, "-H", json, "-d", "{\"sku\": \"throws\"}"), 500, "failed", "yes");
        isProblem(curl(base + "/v2/orders/Place", "-H", json, "-d", GOOD), 404, "unsupported", "no");
        isProblem(curl(place, "-H", json, "-d", "{\"sku\": "), 400, "undecodable", "no");
        isProblem(curl(place, "-d", GOOD), 400, "undecodable", "no");
        isProblem(curl(base + "/v1/orders/Unheard", "-H", json, "-d", GOOD), 404, "unsupported", "no");
        isProblem(curl(place), 405, "unsupported", "no");
        isProblem(curl(base), 404, "unsupported", "no");
        isProblem(curl(place, "-H", json, "-H", "ipc-deadline-ms: x", "-d", GOOD), 400, "invalid", "no");
        isProblem(curl(place, "-X", "PUT", "-H", json, "-d", GOOD), 405, "unsupported", "no");
        Path large = Files.writeString(directory.resolve("large.json"), "x".repeat(3 << 20));
        isProblem(curl(place, "-H", json, "--data-binary", "@" + large), 413, "too-large", "no");
        isProblem(
                curl(
                        place,
                        "-H",
                        json,
                        "-H",
                        "Transfer-Encoding: chunked",
                        "-H",
                        "Expect:",
                        "--data-binary",
                        "@" + large),
                413,
                "too-large",
                "no");
        assertThat(curl("-0", place, "-H", json, "-d", GOOD).status()).isEqualTo(200);
        assertThat(shop.ran).hasSize(6);
        Files.writeString(Path.of("target", "curl.txt"), session);
    }
}
