package io.unifiedipc.http;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.testing.kit.Plan;
import io.unifiedipc.testing.kit.TcpProxy;
import io.unifiedipc.testing.kit.TransportUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * HTTP on this machine, plain, or HTTP/2 under TLS: each peer of a plan has a port, which nobody else gets while it is closed.
 */
public final class HttpUnderTest extends TransportUnderTest implements TransportUnderTest.BreaksConnections {
    /** Below what systems give to those who ask for any port. */
    private static final int FIRST = 18_000;

    private static final int LAST = 30_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(FIRST + (int) (ProcessHandle.current().pid() * 97 % (LAST - FIRST)));

    private final @Nullable Pki pki;
    private final Map<String, Integer> ports = new ConcurrentHashMap<>();
    private final Map<String, TcpProxy> proxies = new ConcurrentHashMap<>();

    /** Plain HTTP. */
    public HttpUnderTest() {
        pki = null;
    }

    /** Under TLS, with a certificate of this authority. */
    HttpUnderTest(Pki pki) {
        this.pki = pki;
        pki.both("server.pem", pki.issue("server", "127.0.0.1"));
        pki.trust();
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String transport(Plan plan, int peer) {
        return "{listen: " + port(plan, peer) + (pki == null ? "" : ", tls-certificate: " + pki.path("server.pem"))
                + "}";
    }

    @Override
    public String channel(Plan plan, Plan.Place place) {
        if (place.kind() == ChannelKind.COMMANDS) {
            return "{address: " + addresses(plan, place.groups().get("")) + trust() + "}";
        }
        return place.groups().entrySet().stream()
                .map(group -> group.getKey() + ": " + addresses(plan, group.getValue()))
                .collect(Collectors.joining(", ", "{groups: {", "}" + trust() + "}"));
    }

    private String trust() {
        return pki == null ? "" : ", tls-trust: " + pki.trust();
    }

    private String addresses(Plan plan, List<Integer> peers) {
        return peers.stream()
                .map(peer -> (pki == null ? "http" : "https") + "://127.0.0.1:"
                        + (plan.breakable() ? proxy(plan, peer).port() : port(plan, peer)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private TcpProxy proxy(Plan plan, int peer) {
        return proxies.computeIfAbsent(key(plan, peer), key -> new TcpProxy(0, port(plan, peer)));
    }

    private int port(Plan plan, int peer) {
        return ports.computeIfAbsent(key(plan, peer), key -> free());
    }

    private static String key(Plan plan, int peer) {
        return plan.mark() + "/" + peer;
    }

    private static int free() {
        for (int tries = 0; tries < LAST - FIRST; tries++) {
            int port = FIRST + NEXT.getAndIncrement() % (LAST - FIRST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new AssertionError("no port from " + FIRST + " to " + LAST + " is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void breakConnections(Plan plan) {
        proxies.forEach((key, proxy) -> {
            if (key.startsWith(plan.mark() + "/")) {
                proxy.cut();
            }
        });
    }

    @Override
    public void end(Plan plan) {
        proxies.keySet().removeIf(key -> {
            boolean mine = key.startsWith(plan.mark() + "/");
            if (mine) {
                proxies.get(key).close();
            }
            return mine;
        });
        ports.keySet().removeIf(key -> key.startsWith(plan.mark() + "/"));
    }

    /** A request takes a connection and two processes' threads: the larger storm is for {@code .ci/run}. */
    @Override
    public int storm() {
        return 20_000;
    }

    @Override
    public Duration stormWithin() {
        return Duration.ofMinutes(4);
    }

    @Override
    public List<String> leftovers() {
        List<String> all = new ArrayList<>(LeakGuard.threads());
        proxies.forEach((key, proxy) -> all.add("the proxy of " + key));
        return all;
    }
}
