package io.unifiedipc.http.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.config.HttpOptions;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A host that has several addresses: all are tried, as nothing was sent, and each failure is told. */
class AddressesTest {
    private static final byte[] ANSWER =
            "HTTP/1.1 204 Yes\r\nipc-executed: yes\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final AtomicInteger requests = new AtomicInteger();
    private HttpCaller caller;

    @AfterEach
    void close() {
        caller.close().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private Calling calling(Dns dns, int port) {
        caller = new HttpCaller(Config.EMPTY, new Alone(), dns);
        Config options = new Config(Map.of(HttpOptions.ADDRESS.key(), List.of("http://many.example:" + port)));
        return new Calling(new ChannelSpec("orders", ChannelKind.COMMANDS, "1.0.0", 1000, options), caller, null);
    }

    private static Dns dns(String... addresses) {
        return host -> {
            assertThat(host).isEqualTo("many.example");
            List<InetAddress> all = new java.util.ArrayList<>();
            for (String each : addresses) {
                all.add(InetAddress.getByName(each));
            }
            return all;
        };
    }

    private static Call ask(Calling calling, Duration patience) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        OperationSpec place =
                new OperationSpec("place", String.class, String.class, false, false, false, false, Map.of(), "");
        long now = System.nanoTime();
        Call call = new Call(
                "orders",
                place,
                Style.REQUEST,
                Envelope.of(Headers.EMPTY, new byte[] {1}),
                now,
                now + patience.toNanos(),
                false,
                c -> {});
        call.onEnd(c -> ended.complete(null));
        calling.request(call);
        ended.orTimeout(10, TimeUnit.SECONDS).join();
        return call;
    }

    /** Answers on one address alone. */
    private ServerSocket listening(String address) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(address, 0));
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    byte[] part = new byte[4096];
                    String text = "";
                    while (!text.contains("\r\n\r\n\u0001")) {
                        text += new String(
                                part, 0, Math.max(0, socket.getInputStream().read(part)), StandardCharsets.ISO_8859_1);
                    }
                    requests.incrementAndGet();
                    socket.getOutputStream().write(ANSWER);
                } catch (IOException e) {
                    // Closed.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    @Test
    void theNextOneIsTried() throws IOException {
        try (ServerSocket server = listening("127.0.0.3")) {
            Calling calling = calling(dns("127.0.0.1", "127.0.0.2", "127.0.0.3"), server.getLocalPort());
            for (int i = 0; i < 3; i++) {
                assertThat(ask(calling, Duration.ofSeconds(8)).failure()).isNull();
            }
            assertThat(requests).hasValue(3);
        }
    }

    @Test
    void silentOnesDontKeepTheOthersWaiting() throws IOException {
        // A queue of one that is full: the system takes no more and doesn't say so.
        try (ServerSocket server = listening("127.0.0.3");
                ServerSocket full = new ServerSocket()) {
            full.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 1);
            List<Socket> fill = new java.util.ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket();
                fill.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 100);
                } catch (IOException e) {
                    break;
                }
            }
            Calling calling = calling(dns("127.0.0.1", "127.0.0.3"), server.getLocalPort());
            long from = System.nanoTime();
            assertThat(ask(calling, Duration.ofSeconds(8)).failure()).isNull();
            assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(4));
            for (Socket each : fill) {
                each.close();
            }
        }
    }

    @Test
    void eachFailureIsTold() throws IOException {
        int port;
        try (ServerSocket server = listening("127.0.0.3")) {
            port = server.getLocalPort();
        }
        Call call = ask(calling(dns("127.0.0.1", "127.0.0.2", "127.0.0.3"), port), Duration.ofSeconds(8));
        IpcException failure = call.failure();
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        for (String each : List.of("127.0.0.1", "127.0.0.2", "127.0.0.3")) {
            assertThat(failure).hasMessageContaining(each + ":" + port + ": ");
        }
        assertThat(failure).hasMessageContaining("none of its addresses").hasMessageContaining("'orders'");
    }

    @Test
    void nameThatNobodyKnows() {
        Calling calling = calling(
                host -> {
                    throw new UnknownHostException(host + " is not known");
                },
                1);
        IpcException failure = ask(calling, Duration.ofSeconds(8)).failure();
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        assertThat(failure).hasMessageContaining("many.example is not known");
    }

    @Test
    void aSingleAddressSpeaksForItself() throws IOException {
        int port;
        try (ServerSocket server = listening("127.0.0.3")) {
            port = server.getLocalPort();
        }
        IpcException failure =
                ask(calling(dns("127.0.0.3"), port), Duration.ofSeconds(8)).failure();
        assertThat(failure).hasMessageContaining("127.0.0.3:" + port).hasMessageNotContaining("none of");
    }
}
