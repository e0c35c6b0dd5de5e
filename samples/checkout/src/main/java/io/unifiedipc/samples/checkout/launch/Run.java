package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.Ipc;
import io.unifiedipc.samples.checkout.desk.Checkout;
import io.unifiedipc.samples.checkout.desk.Line;
import io.unifiedipc.samples.checkout.desk.Progress;
import io.unifiedipc.samples.checkout.desk.Table;
import io.unifiedipc.samples.checkout.effects.Effects;
import io.unifiedipc.samples.checkout.effects.Journal;
import io.unifiedipc.samples.checkout.services.Services;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run over the whole input: starts who is needed, works, ends them in order, and says what came of it. */
final class Run {
    /** How a run ended. */
    record Result(boolean whole, String checksum) {}

    private final Arguments arguments;
    private final String transport;
    private final List<Line> lines;
    private final Interrupt interrupt;
    private final PrintStream out;
    private final Progress progress;
    private final Path output;

    Run(Arguments arguments, String transport, List<Line> lines, Interrupt interrupt, PrintStream out) {
        this.arguments = arguments;
        this.transport = transport;
        this.lines = lines;
        this.interrupt = interrupt;
        this.out = out;
        String name = arguments.both() ? Arguments.MEMORY + "-and-" + transport : transport;
        output = arguments.output().resolve(name);
        progress = new Progress(out, Boolean.getBoolean("checkout.terminal"), name, lines.size());
    }

    Result run() throws Exception {
        Effects.clear(output);
        long start = System.nanoTime();
        boolean whole;
        if (transport.equals(Arguments.MEMORY)) {
            out.println("In memory: desk and services in one process.");
            whole = inOneProcess();
        } else if (arguments.both()) {
            out.println("Services that receive in memory and over " + transport
                    + ": one desk in their process, one in another.");
            whole = inTwoProcesses();
        } else {
            out.println("Over " + transport + ": the desk in one process, the services in another.");
            whole = inTwoProcesses();
        }
        Effects effects = Effects.in(output);
        out.println("  " + Table.number(effects.count()) + " effects in " + output + ", after "
                + Math.round((System.nanoTime() - start) / 1e8) / 10.0 + " s");
        out.println();
        out.println(interrupt.happened() ? "stopped before the end: no checksum" : "checksum " + effects.checksum());
        out.println();
        return new Result(whole, effects.checksum());
    }

    private boolean inOneProcess() throws Exception {
        Wiring wiring = Wiring.asWritten(transport, false);
        Ipc ipc = Wiring.builder(arguments.config(), wiring.desk()).build();
        try (Services services = new Services(ipc, output);
                Journal answers = new Journal(output, "web-replies");
                ipc) {
            Checkout desk = open(ipc, answers);
            desk.run(lines, arguments.callers(), () -> progress.add(1));
            progress.end();
            boolean drained = services.drain(Duration.ofSeconds(20));
            print(Table.of(desk.report()));
            return drained && desk.report().failures() == 0;
        }
    }

    private boolean inTwoProcesses() throws Exception {
        Wiring wiring = Wiring.withFreePorts(transport, arguments.both());
        List<String> words = new ArrayList<>(List.of(arguments.config().toString(), output.toString()));
        if (arguments.both()) {
            words.addAll(List.of(arguments.input().toString(), Integer.toString(arguments.callers())));
        }
        Ipc ipc = Wiring.builder(arguments.config(), wiring.desk()).build();
        try (Journal answers = new Journal(output, "web-replies");
                ipc;
                ServicesProcess services = new ServicesProcess(wiring.services(), words, progress)) {
            Checkout desk = open(ipc, answers);
            services.awaitReady();
            List<Line> mine = arguments.both() ? Desks.WEB.of(lines) : lines;
            desk.run(mine, arguments.callers(), () -> progress.add(1));
            int failures = desk.report().failures();
            if (!arguments.both()) {
                progress.end();
                print(Table.of(desk.report()));
                return failures == 0;
            }
            ServicesProcess.Done counter = services.awaitDesk();
            progress.end();
            out.println();
            out.println("Desk 'web', in a process of its own, over " + transport + ":");
            print(Table.of(desk.report()));
            out.println();
            out.println("Desk 'counter', in the process of the services, in memory:");
            print(counter.table());
            out.println();
            out.println("  calls carried, counted where they were made: " + transport + " "
                    + Table.number(desk.report().calls()) + ", " + Arguments.MEMORY + " "
                    + Table.number(counter.calls()));
            return failures + counter.failures() == 0;
        }
    }

    private Checkout open(Ipc ipc, Journal answers) throws Exception {
        Checkout desk = new Checkout(ipc, "web", answers);
        interrupt.stops(desk::stop);
        ipc.start();
        ipc.ready().get(20, TimeUnit.SECONDS);
        return desk;
    }

    private void print(List<String> table) {
        out.println();
        table.forEach(out::println);
    }
}
