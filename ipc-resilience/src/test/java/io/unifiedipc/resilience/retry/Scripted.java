package io.unifiedipc.resilience.retry;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.unifiedipc.testing.kit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A stranger's service that answers as it was told, one answer after another, and remembers what has really arrived. */
final class Scripted implements AutoCloseable {
    /**
     * An answer.
     *
     * @param status 0 for one that hangs until the end
     * @param retryAfter seconds, or empty
     */
    record Answer(int status, String retryAfter) {}

    static final Answer GOOD = new Answer(200, "");
    static final Answer HANGS = new Answer(0, "");

    final List<Headers> arrived = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    Scripted(Answer... script) {
        answers.addAll(List.of(script));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void awaitArrived(int count) {
        Await.until(count + " requests have arrived", () -> arrived.size() == count);
    }

    /** What hangs is answered. */
    void letGo() {
        release.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        arrived.add(exchange.getRequestHeaders());
        Answer answer = answers.poll();
        if (answer == null) {
            answer = GOOD;
        }
        if (answer.status == 0) {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (!answer.retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] body = ("{\"number\": " + arrived.size() + "}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status == 0 ? 200 : answer.status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        letGo();
        server.stop(0);
        threads.shutdownNow();
    }
}
