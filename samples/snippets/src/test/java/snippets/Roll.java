package snippets;

import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.testing.kit.LeakGuard;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A service of three instances, which are replaced one by one, and those who call it meanwhile. */
final class Roll {
    /** What carries it. */
    enum Over {
        HTTP,
        KAFKA
    }

    private static final int INSTANCES = 3;
    private static final AtomicInteger COUNT = new AtomicInteger();
    /** One instance of three is away: of three attempts one meets it. They change faster than in earnest, and so does the breaker. */
    private static final String YAML = """
            ipc:
              close-within: 20s
              channels:
                orders:
                  timeout: 20s
                  circuit-breaker: {open-for: 50ms}
                  retry: {attempts: 20, backoff: 5ms, max-backoff: 50ms, budget: 100}
            """;

    private final Over over;
    private final LeakGuard guard;
    private final MemoryBroker broker = new MemoryBroker();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Ipc> instances = new ArrayList<>();

    Roll(Over over, LeakGuard guard, Consumer<Ipc> serves) throws IOException {
        this.over = over;
        this.guard = guard;
        choosePorts();
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(instance(i, serves));
        }
    }

    private void choosePorts() throws IOException {
        List<ServerSocket> free = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            free.add(new ServerSocket(0));
        }
        for (ServerSocket each : free) {
            ports.add(each.getLocalPort());
            each.close();
        }
    }

    List<Ipc> instances() {
        return instances;
    }

    /** Stops each instance and starts another in its place; calls go on meanwhile. */
    void replaceEach(Consumer<Ipc> serves, Calls... meanwhile) {
        for (int i = 0; i < INSTANCES; i++) {
            instances.get(i).close();
            for (Calls each : meanwhile) {
                each.goOn();
            }
            instances.set(i, instance(i, serves));
            for (Calls each : meanwhile) {
                each.goOn();
            }
        }
    }

    private Ipc instance(int i, Consumer<Ipc> serves) {
        Ipc ipc = open("orders" + i, builder -> builder.set("transports.http.listen", "" + ports.get(i)));
        serves.accept(ipc);
        ipc.start();
        ipc.ready().join();
        return ipc;
    }

    /** A service that calls. */
    Ipc caller(String name) {
        String addresses =
                ports.stream().map(port -> "http://127.0.0.1:" + port).collect(Collectors.joining(","));
        return open(name, builder -> {
            if (over == Over.HTTP) {
                builder.set("channels.orders.http.address", addresses);
            }
        });
    }

    private Ipc open(String name, Consumer<IpcBuilder> how) {
        String service = name + "-" + COUNT.incrementAndGet();
        IpcBuilder builder = Ipc.builder().isolated().yaml(YAML).add(broker).set("service", service);
        if (over == Over.KAFKA) {
            builder.set("channels.orders.transport", "memory").set("channels.orders.memory.like", "kafka");
        } else {
            builder.set("channels.orders.transport", "http");
            how.accept(builder);
        }
        return guard.watch(service, builder.build());
    }
}
