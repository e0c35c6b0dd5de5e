package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Link;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that would rather come back for an answer than wait for it. */
class RespondAsyncTest {
    private static final String PLACE = "/v1/orders/Place";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String ASYNC = JSON + "Prefer: respond-async\r\n";
    private static final String HANGS = "{\"sku\":\"hangs\"}";

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private Shop shop(String... more) {
        String[] options = new String[more.length + 2];
        options[0] = "channels.orders.http.respond-async-after";
        options[1] = "50ms";
        System.arraycopy(more, 0, options, 2, more.length);
        return new Shop(guard, options);
    }

    private static RawClient.Answer ask(Shop shop, String headers, String body) throws IOException {
        try (RawClient client = new RawClient(shop.http.port())) {
            return client.post(PLACE, headers, body).answer();
        }
    }

    private static RawClient.Answer get(Shop shop, String path) throws IOException {
        return get(shop, "GET", path);
    }

    private static RawClient.Answer get(Shop shop, String method, String path) throws IOException {
        try (RawClient client = new RawClient(shop.http.port())) {
            return client.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .answer();
        }
    }

    private static RawClient.Answer done(Shop shop, String path) {
        RawClient.Answer[] last = new RawClient.Answer[1];
        Rig.await("the result is there", () -> {
            try {
                last[0] = get(shop, path);
                return last[0].status() != 202;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        return last[0];
    }

    /** Promised, and where. */
    private static String promised(RawClient.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        assertThat(answer.header("ipc-executed")).isEqualTo("maybe");
        assertThat(answer.header("preference-applied")).isEqualTo("respond-async");
        assertThat(answer.header("retry-after")).isEqualTo("1");
        String location = answer.header("location");
        assertThat(location).startsWith("./Place/ipc-results/");
        return URI.create(PLACE).resolve(location).getPath();
    }

    private static void isGone(RawClient.Answer answer, int status, String kind) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("ipc-kind")).isEqualTo(kind);
        assertThat(answer.header("ipc-executed"))
                .as("nothing is said of the work")
                .isEqualTo("maybe");
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @EnumSource(names = {"CALL", "FUTURE", "CONTRACT", "CONTRACT_FUTURE"})
    void aCallerOfOursComesBackByItself(Shop.How how) throws Exception {
        Shop shop = shop();
        Ipc caller = shop.caller("channels.orders.http.respond-async", "true", "channels.orders.timeout", "20s");
        assertThat(Shop.ask(caller, how, Shop.place("takes a while")).sku()).isEqualTo("takes a while");
        assertThat(shop.tap.statuses()).startsWith(202).endsWith(200);
        assertThat(shop.ran).hasSize(1);
    }

    @Test
    void aRefusalIsComeBackForToo() throws Exception {
        Shop shop = shop();
        Ipc caller = shop.caller("channels.orders.http.respond-async", "true", "channels.orders.timeout", "20s");
        CompletableFuture<Shop.Placed> later =
                caller.client(Shop.LaterOrders.class).place(new Shop.Place("refuses in a while", 1));
        Rig.await("it is promised", () -> !shop.tap.statuses().isEmpty());
        shop.release.countDown();
        assertThat(later)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(Shop.OutOfStock.class);
        assertThat(shop.tap.statuses()).startsWith(202).endsWith(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/places/", "/places"})
    void belowAnyRoute(String path) throws IOException {
        Shop shop = shop("channels.orders.http.routes.Place", "POST " + path);
        try (RawClient client = new RawClient(shop.http.port())) {
            RawClient.Answer promise = client.post(path, ASYNC, HANGS).answer();
            assertThat(promise.status()).isEqualTo(202);
            String result = URI.create(path).resolve(promise.header("location")).getPath();
            assertThat(get(shop, result).status()).isEqualTo(202);
            shop.release.countDown();
            assertThat(done(shop, result).status()).isEqualTo(200);
        }
    }

    @Test
    void comesBackAndGetsTheAnswer() throws IOException {
        Shop shop = shop();
        try (RawClient client = new RawClient(shop.http.port())) {
            String result = promised(client.post(PLACE, ASYNC, HANGS).answer());
            RawClient.Answer running = client.send("GET " + result + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .answer();
            assertThat(running.status()).as("on the same connection").isEqualTo(202);
            assertThat(running.header("retry-after")).isEqualTo("1");
            assertThat(running.header("ipc-executed")).isEqualTo("maybe");
            shop.release.countDown();

            RawClient.Answer there = done(shop, result);
            assertThat(there.status()).isEqualTo(200);
            RawClient.Answer direct = ask(shop, JSON, HANGS);
            assertThat(names(there)).isEqualTo(names(direct));
            assertThat(there.header("ipc-executed")).isEqualTo("yes");
            assertThat(there.body()).contains("\"sku\":\"hangs\"");
            assertThat(get(shop, result)).as("again").isEqualTo(withDate(there, get(shop, result)));
            assertThat(shop.ran).hasSize(2);
        }
    }

    private static RawClient.Answer withDate(RawClient.Answer answer, RawClient.Answer other) {
        return new RawClient.Answer(answer.status(), other.head(), answer.body());
    }

    private static List<String> names(RawClient.Answer answer) {
        return answer.head()
                .lines()
                .map(line -> line.substring(0, Math.max(0, line.indexOf(':'))))
                .sorted()
                .toList();
    }

    @Test
    void aFailureIsKeptAsItWouldHaveBeenTold() throws IOException {
        Shop shop = shop();
        String result = promised(ask(shop, ASYNC, "{\"sku\":\"refuses in a while\"}"));
        shop.release.countDown();
        RawClient.Answer refused = done(shop, result);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.header("ipc-executed")).isEqualTo("yes");
        assertThat(refused.body()).contains("OutOfStock");
        try (RawClient client = new RawClient(shop.http.port())) {
            client.send("HEAD " + result + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            String all = new String(client.socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all).startsWith("HTTP/1.1 422 ").endsWith("\r\n\r\n");
        }
    }

    @Test
    void onlyWhoPrefersItAndWaitsForLong() throws IOException {
        Shop shop = shop();
        for (String prefer : List.of(
                "", "Prefer: respond-asynchronously\r\n", "Prefer: wait=10\r\n", "X-Prefer: respond-async\r\n")) {
            try (RawClient client = new RawClient(shop.http.port())) {
                int before = shop.ran.size();
                client.post(PLACE, JSON + prefer, HANGS);
                Rig.await("it runs", () -> shop.ran.size() > before);
            }
        }
        for (String prefer : List.of(
                "Prefer: return=minimal, Respond-Async; x=1, wait=5\r\n",
                "Prefer: return=minimal\r\nPrefer: respond-async\r\n")) {
            promised(ask(shop, JSON + prefer, HANGS));
        }
        shop.release.countDown();
    }

    @Test
    void whoIsQuicklyServedIsAnsweredDirectly() throws IOException {
        Shop shop = new Shop(guard, "channels.orders.http.respond-async-after", "30s");
        RawClient.Answer answer = ask(shop, ASYNC, "{\"sku\":\"ok\"}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("preference-applied")).isNull();
    }

    @Test
    void offWhereNobodyTurnsItOn() throws IOException {
        Shop shop = new Shop(guard);
        try (RawClient client = new RawClient(shop.http.port())) {
            client.post(PLACE, ASYNC, HANGS);
            Rig.await("it runs", () -> !shop.ran.isEmpty());
            shop.release.countDown();
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void whoWasSentAwayMayGo() throws IOException {
        Shop shop = shop();
        String result = promised(ask(shop, ASYNC, HANGS));
        long from = System.nanoTime();
        Rig.await(
                "longer than it takes to notice", () -> System.nanoTime() - from > TimeUnit.MILLISECONDS.toNanos(700));
        assertThat(shop.ran.get(0).cancelled()).isFalse();
        shop.release.countDown();
        assertThat(done(shop, result).status()).isEqualTo(200);
    }

    @Test
    void whoGoesBeforeIsGone() throws IOException {
        Shop shop = new Shop(guard, "channels.orders.http.respond-async-after", "30s");
        try (RawClient client = new RawClient(shop.http.port())) {
            client.post(PLACE, ASYNC, HANGS);
            Rig.await("it runs", () -> !shop.ran.isEmpty());
        }
        Rig.await("it is told", shop::allCancelled);
        shop.release.countDown();
    }

    @Test
    void theDeadlineStaysTheHandlers() throws IOException {
        Shop shop = shop();
        promised(ask(shop, ASYNC + "ipc-deadline-ms: 5000\r\n", HANGS));
        assertThat(shop.ran.get(0).remaining()).isNotNull();
        shop.release.countDown();
    }

    @Test
    void overTheBoundEverybodyWaits() throws IOException {
        Shop shop = shop("channels.orders.http.respond-async-most", "2");
        Set<String> results = new HashSet<>();
        results.add(promised(ask(shop, ASYNC, HANGS)));
        results.add(promised(ask(shop, ASYNC, HANGS)));
        assertThat(results).hasSize(2);
        try (RawClient third = new RawClient(shop.http.port())) {
            third.post(PLACE, ASYNC, HANGS);
            Rig.await("it runs", () -> shop.ran.size() == 3);
            long from = System.nanoTime();
            Rig.await("longer than it would wait", () -> System.nanoTime() - from > TimeUnit.MILLISECONDS.toNanos(300));
            shop.release.countDown();
            assertThat(third.answer().status()).isEqualTo(200);
        }
        results.forEach(each -> assertThat(done(shop, each).status()).isEqualTo(200));
    }

    @Test
    void isKeptForItsTimeAndMakesRoom() throws IOException {
        Shop shop = shop(
                "channels.orders.http.respond-async-most", "1", "channels.orders.http.respond-async-keep", "200ms");
        String result = promised(ask(shop, ASYNC, HANGS));
        shop.release.countDown();
        Rig.await("it is gone", () -> {
            try {
                return get(shop, result).status() == 404;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        isGone(get(shop, result), 404, "unroutable");
        promised(ask(shop, ASYNC, "{\"sku\":\"takes a while\"}"));
    }

    @Test
    void nobodyFindsWhatIsNotTheirs() throws IOException {
        Shop shop = shop();
        String result = promised(ask(shop, ASYNC, HANGS));
        String id = result.substring(result.lastIndexOf('/') + 1);
        assertThat(id).hasSize(22);
        isGone(get(shop, PLACE + "/ipc-results/" + "x".repeat(22)), 404, "unroutable");
        isGone(get(shop, PLACE + "/ipc-results/"), 404, "unroutable");
        isGone(get(shop, "/v1/orders/Other/ipc-results/" + id), 404, "unroutable");
        isGone(get(shop, "/ipc-results/" + id), 404, "unroutable");
        isGone(get(shop, PLACE + "/ipc-results/x/ipc-results/" + id), 404, "unroutable");
        RawClient.Answer deleted = get(shop, "DELETE", result);
        isGone(deleted, 405, "unsupported");
        assertThat(deleted.header("allow")).isEqualTo("GET, HEAD");
        shop.release.countDown();
        assertThat(done(shop, result).status()).isEqualTo(200);
    }

    @Test
    void howLongToKeepWhatNobodyPromisesIsAMistake() {
        try (Rig rig = new Rig()) {
            for (String[] option : new String[][] {{"respond-async-keep", "1m"}, {"respond-async-most", "5"}}) {
                Link orders = rig.server().link(Rig.commands("orders", option));
                assertThatThrownBy(() -> orders.receive(Rig.receives("", "place"), new Rig.Held()))
                        .isInstanceOf(IpcException.class)
                        .hasMessageContaining(option[0])
                        .hasMessageContaining("respond-async-after");
            }
        }
    }

    @Test
    void curl() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "there is no curl");
        Shop shop = shop();
        String base = "http://127.0.0.1:" + shop.http.port();
        String first =
                curl(base + PLACE, "-H", "Content-Type: application/json", "-H", "Prefer: respond-async", "-d", HANGS);
        assertThat(first).startsWith("HTTP/1.1 202 ");
        String location = first.lines()
                .filter(line -> line.startsWith("Location: "))
                .findFirst()
                .orElseThrow()
                .substring(10)
                .strip();
        String result = URI.create(base + PLACE).resolve(location).toString();
        assertThat(curl(result)).startsWith("HTTP/1.1 202 ").contains("Retry-After: 1");
        shop.release.countDown();
        Rig.await("the result is there", () -> !curl(result).startsWith("HTTP/1.1 202 "));
        assertThat(curl(result)).startsWith("HTTP/1.1 200 ").contains("\"sku\":\"hangs\"");
    }

    private static String curl(String... arguments) {
        try {
            var command = new java.util.ArrayList<>(List.of("curl", "-s", "-i", "-m", "10", "--noproxy", "*"));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            return out;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
