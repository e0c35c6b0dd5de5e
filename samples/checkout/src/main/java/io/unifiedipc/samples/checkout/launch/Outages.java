package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.IpcBuilder;
import io.unifiedipc.samples.checkout.desk.Progress;
import io.unifiedipc.samples.checkout.effects.Effects;
import io.unifiedipc.samples.checkout.effects.Journal;
import io.unifiedipc.samples.checkout.outage.Outage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs an {@link Outage} over HTTP: the services in a process that is killed, and then in another at the same address. */
final class Outages {
    private final Arguments arguments;
    private final PrintStream out;
    private final List<Path> journals = new ArrayList<>();

    Outages(Arguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
    }

    /** Whether everybody was told the truth. */
    boolean run() throws Exception {
        Wiring wiring = Wiring.withFreePorts("http", null, null);
        IpcBuilder desk = Wiring.builder(arguments.config(), wiring.desk())
                .set("channels.orders.timeout", "1s")
                .set("channels.orders.retry.attempts", "3")
                .set("channels.orders.retry.backoff", "50ms")
                .set("channels.orders.circuit-breaker.window", "20")
                .set("channels.orders.circuit-breaker.open-for", "500ms");
        out.println("The orders service over HTTP: killed under load, three seconds later started again.");
        out.println();
        Outage outage = new Outage(out);
        try (Service service = new Service(wiring)) {
            outage.run(desk, service);
        }
        return outage.compare(journals);
    }

    private final class Service implements Outage.Victim, AutoCloseable {
        private final Wiring wiring;
        private volatile @Nullable ServicesProcess process;

        Service(Wiring wiring) {
            this.wiring = wiring;
        }

        @Override
        public void start() throws Exception {
            Path folder = arguments.output().resolve("outage-" + (journals.size() + 1));
            Effects.clear(folder);
            journals.add(folder.resolve("orders" + Journal.SUFFIX));
            Progress none = new Progress(out, false, "outage", 0);
            ServicesProcess next = new ServicesProcess(
                    wiring.services(), List.of(arguments.config().toString(), folder.toString()), none);
            process = next;
            next.awaitReady();
        }

        @Override
        public void kill() {
            ServicesProcess running = process;
            if (running != null) {
                running.kill();
            }
        }

        @Override
        public void close() throws IOException {
            ServicesProcess running = process;
            if (running != null) {
                running.close();
            }
        }
    }
}
