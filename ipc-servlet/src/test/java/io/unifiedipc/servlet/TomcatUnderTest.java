package io.unifiedipc.servlet;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.testing.kit.Plan;
import io.unifiedipc.testing.kit.TcpProxy;
import io.unifiedipc.testing.kit.TransportUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** HTTP mounted in Tomcat: each peer of a plan has a container, on a port which nobody else gets while it is closed. */
final class TomcatUnderTest extends TransportUnderTest implements TransportUnderTest.BreaksConnections {
    /** Below what systems give to those who ask for any port. */
    private static final int FIRST = 10_000;

    private static final int LAST = 18_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % (LAST - FIRST)));

    private record Peer(String plan, int number) {}

    private final Map<Peer, Integer> ports = new ConcurrentHashMap<>();
    private final Map<Peer, TcpProxy> proxies = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return TomcatTransportProvider.NAME;
    }

    @Override
    public String label() {
        return "http in Tomcat";
    }

    @Override
    public String transport(Plan plan, int peer) {
        return "{listen: " + port(new Peer(plan.mark(), peer)) + "}";
    }

    @Override
    public String channel(Plan plan, Plan.Place place) {
        if (place.kind() == ChannelKind.COMMANDS) {
            return "{address: " + addresses(plan, place.groups().get("")) + "}";
        }
        return place.groups().entrySet().stream()
                .map(group -> group.getKey() + ": " + addresses(plan, group.getValue()))
                .collect(Collectors.joining(", ", "{groups: {", "}}"));
    }

    private String addresses(Plan plan, List<Integer> peers) {
        return peers.stream()
                .map(number -> new Peer(plan.mark(), number))
                .map(peer -> plan.breakable() ? proxy(peer).port() : port(peer))
                .map(port -> "http://127.0.0.1:" + port + Tomcats.PLACE)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private TcpProxy proxy(Peer peer) {
        return proxies.computeIfAbsent(peer, key -> new TcpProxy(0, port(key)));
    }

    private int port(Peer peer) {
        return ports.computeIfAbsent(peer, key -> free());
    }

    private static int free() {
        while (true) {
            int port = FIRST + NEXT.getAndIncrement() % (LAST - FIRST);
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return probe.getLocalPort();
            } catch (IOException taken) {
                if (NEXT.get() > 2 * LAST) {
                    throw new AssertionError("no port from " + FIRST + " to " + LAST + " is free", taken);
                }
            }
        }
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
    public void breakConnections(Plan plan) {
        proxies.forEach((peer, proxy) -> {
            if (peer.plan().equals(plan.mark())) {
                proxy.cut();
            }
        });
    }

    @Override
    public void end(Plan plan) {
        proxies.forEach((peer, proxy) -> {
            if (peer.plan().equals(plan.mark()) && proxies.remove(peer, proxy)) {
                proxy.close();
            }
        });
        ports.keySet().removeIf(peer -> peer.plan().equals(plan.mark()));
    }

    @Override
    public List<String> leftovers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name ->
                        name.startsWith("ipc-") || name.startsWith("OkHttp http") || name.startsWith("http-nio"))
                .toList();
    }
}
