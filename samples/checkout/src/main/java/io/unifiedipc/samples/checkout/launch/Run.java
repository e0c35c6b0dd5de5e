package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.samples.checkout.desk.Line;
import io.unifiedipc.samples.checkout.desk.Progress;
import io.unifiedipc.samples.checkout.desk.Table;
import io.unifiedipc.samples.checkout.effects.Effects;
import io.unifiedipc.samples.checkout.services.Services;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One run over the whole input: starts who is needed, works, ends them in order, and says what came of it. */
final class Run {
    /** How a run ended. */
    record Result(boolean whole, String checksum) {}

    private final Arguments arguments;
    private final String transport;
    private final Path output;
    private final Work work;

    Run(Arguments arguments, String transport, List<Line> lines, Interrupt interrupt, PrintStream out) {
        this.arguments = arguments;
        this.transport = transport;
        String beside = arguments.beside();
        String name = beside == null ? transport : beside + "-and-" + transport;
        output = arguments.output().resolve(name);
        Progress progress = new Progress(out, Boolean.getBoolean("checkout.terminal"), name, lines.size());
        work = new Work(arguments, transport, lines, interrupt, out, progress, output);
    }

    Result run() throws Exception {
        Effects.clear(output);
        long start = System.nanoTime();
        boolean whole;
        if (transport.equals(Arguments.MEMORY)) {
            work.out().println("In memory: desk and services in one process.");
            whole = inOneProcess();
        } else {
            TwoProcesses processes = new TwoProcesses(work);
            work.out().println(processes.announcement());
            whole = processes.run();
        }
        Effects effects = Effects.in(output);
        PrintStream out = work.out();
        out.println("  " + Table.number(effects.count()) + " effects in " + output + ", after "
                + Math.round((System.nanoTime() - start) / 1e8) / 10.0 + " s");
        out.println();
        out.println(
                work.interrupt().happened() ? "stopped before the end: no checksum" : "checksum " + effects.checksum());
        out.println();
        return new Result(whole, effects.checksum());
    }

    /** Only the services, until somebody stops them. */
    void serve() throws Exception {
        Effects.clear(output);
        new TwoProcesses(work).serve();
    }

    private boolean inOneProcess() throws Exception {
        Wiring wiring = Wiring.asWritten(transport, null);
        Desk desk = new Desk(arguments.config(), wiring.desk(), "web", output);
        try (Services services = new Services(desk.ipc(), output);
                desk) {
            desk.start(work.interrupt());
            desk.checkout().run(work.lines(), arguments.callers(), work::done);
            work.progress().end();
            boolean drained = services.drain(Duration.ofSeconds(20));
            work.print(Table.of(desk.report()));
            return drained && desk.report().failures() == 0;
        }
    }
}
