package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.Ipc;
import io.unifiedipc.samples.checkout.desk.Checkout;
import io.unifiedipc.samples.checkout.desk.Line;
import io.unifiedipc.samples.checkout.desk.Lines;
import io.unifiedipc.samples.checkout.desk.Table;
import io.unifiedipc.samples.checkout.effects.Journal;
import io.unifiedipc.samples.checkout.services.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The services as a process of their own. It says {@link #READY} on its standard output, and ends when its standard input does:
 * so it outlives neither who started it, nor a Ctrl-C that both get, before the other has finished.
 *
 * <p>Arguments: the configuration file and the output folder; with the input and a number of callers after them, a second desk,
 * {@code counter}, runs in here.
 */
final class ServicesMain {
    /** It receives. */
    static final String READY = "ready";

    /** Before the number of lines that its desk has just done. */
    static final String LINES = "lines ";

    /** Before a line of its desk's report. */
    static final String REPORT = "report ";

    /** Before the number of calls that its desk has made, of those that failed, and of the effects of all. */
    static final String DONE = "done ";

    private ServicesMain() {}

    public static void main(String[] args) throws Exception {
        Interrupt interrupt = new Interrupt(() -> {});
        try {
            run(args, interrupt);
        } finally {
            interrupt.finished();
        }
    }

    private static void run(String[] args, Interrupt interrupt) throws Exception {
        Path output = Path.of(args[1]);
        Ipc ipc = Ipc.builder().file(Path.of(args[0])).build();
        try (Services services = new Services(ipc, output);
                ipc) {
            if (args.length > 2) {
                besideDesk(ipc, args, interrupt);
            } else {
                start(ipc);
            }
            awaitEndOfInput();
            if (!services.drain(Duration.ofSeconds(20))) {
                System.err.println("the services still had work to do after 20 s");
            }
        }
    }

    private static void start(Ipc ipc) throws Exception {
        ipc.start();
        ipc.ready().get(60, TimeUnit.SECONDS);
        System.out.println(READY);
    }

    private static void besideDesk(Ipc ipc, String[] args, Interrupt interrupt) throws Exception {
        try (Journal answers = new Journal(Path.of(args[1]), "counter-replies")) {
            Checkout desk = new Checkout(ipc, "counter", answers);
            interrupt.stops(desk::stop);
            start(ipc);
            work(desk, Path.of(args[2]), Integer.parseInt(args[3]));
        }
    }

    private static void work(Checkout desk, Path input, int callers) throws Exception {
        List<Line> lines = Desks.COUNTER.of(Lines.read(input));
        desk.run(lines, callers, () -> System.out.println(LINES + 1));
        Table.of(desk.report()).forEach(row -> System.out.println(REPORT + row));
        System.out.println(DONE + desk.report().calls() + " " + desk.report().failures() + " "
                + desk.report().effects());
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // whatever it is, it is not the end
        }
    }
}
