package io.unifiedipc.testing;

import io.unifiedipc.Extension;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.testing.kit.LeakGuard;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes each {@link Ipc} of a test: isolated, under a service's name of its own, on the test's own broker in memory, and
 * watched by the guard. Channels called {@code name@} in the text get a name of the test's own.
 */
public final class Ipcs {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final MemoryBroker broker = new MemoryBroker();
    private final String mark = "-" + COUNT.incrementAndGet();
    private final Map<Ipc, String> services = new ConcurrentHashMap<>();
    private final LeakGuard guard;

    /** For one test, whose guard watches all that is made. */
    public Ipcs(LeakGuard guard) {
        this.guard = guard;
    }

    /** The broker of this test. */
    public MemoryBroker broker() {
        return broker;
    }

    /** The name that {@code name@} stands for. */
    public String name(String name) {
        return name.replace("@", mark);
    }

    /** One with these lines under {@code channels}, not started. */
    public Ipc open(String channels, Extension... more) {
        return open("", channels, more);
    }

    /** As {@link #open(String, Extension...)}, with further lines under {@code ipc}. */
    public Ipc open(String further, String channels, Extension... more) {
        String service = "t" + COUNT.incrementAndGet();
        String yaml = "ipc:\n  service: " + service + "\n" + name(further).indent(2) + "  channels:\n"
                + name(channels).indent(4);
        IpcBuilder builder = Ipc.builder().isolated().yaml(yaml).add(broker);
        for (Extension each : more) {
            builder.add(each);
        }
        Ipc ipc = guard.watch(service, builder.build());
        services.put(ipc, service);
        return ipc;
    }

    /** The name of the service of one that was opened here. */
    public String service(Ipc ipc) {
        return Objects.requireNonNull(services.get(ipc), "it was opened elsewhere");
    }
}
