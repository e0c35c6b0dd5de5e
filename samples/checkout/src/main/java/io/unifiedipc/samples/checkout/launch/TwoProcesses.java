package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.samples.checkout.desk.Report;
import io.unifiedipc.samples.checkout.desk.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The services in a second process; a broker in a third, where one is needed. */
final class TwoProcesses {
    private final Work work;
    private final Arguments arguments;
    private final String transport;
    private final @Nullable String beside;

    TwoProcesses(Work work) {
        this.work = work;
        arguments = work.arguments();
        transport = work.transport();
        beside = arguments.beside();
    }

    /** What it is going to do. */
    String announcement() {
        if (beside == null) {
            return "Over " + transport + ": the desk in one process, the services in another.";
        }
        return beside.equals(Arguments.MEMORY)
                ? "Services that receive in memory and over " + transport
                        + ": one desk in their process, one in another."
                : "Services that receive over " + beside + " and over " + transport
                        + ": callers move from the one to the other, one by one.";
    }

    /** Does the lines; whether no call failed. */
    boolean run() throws Exception {
        try (BrokerProcess broker = BrokerProcess.of(arguments, transport)) {
            Wiring wiring = Wiring.withFreePorts(transport, beside, broker.address());
            try (Desk desk = new Desk(arguments.config(), wiring.desk(), "web", work.output());
                    ServicesProcess services = start(wiring);
                    Running running = Running.in(arguments.output())) {
                desk.start(work.interrupt());
                services.awaitReady();
                running.note(wiring.desk());
                if (beside == null) {
                    return apart(desk);
                }
                return beside.equals(Arguments.MEMORY) ? besideMemory(desk, services) : moving(wiring, beside, desk);
            }
        }
    }

    /** Only the services, until somebody stops them. */
    void serve() throws Exception {
        try (BrokerProcess broker = BrokerProcess.of(arguments, transport)) {
            Wiring wiring = Wiring.withFreePorts(transport, null, broker.address());
            try (ServicesProcess services = start(wiring);
                    Running running = Running.in(arguments.output())) {
                services.awaitReady();
                running.note(wiring.desk());
                work.out()
                        .println(
                                "The services receive over " + transport + "; Ctrl-C ends them. Ask them something by");
                work.out().println("  samples/checkout/run --admin depth");
                CountDownLatch stopped = new CountDownLatch(1);
                work.interrupt().stops(stopped::countDown);
                stopped.await();
            }
        }
    }

    private ServicesProcess start(Wiring wiring) throws Exception {
        List<String> words = new ArrayList<>(
                List.of(arguments.config().toString(), work.output().toString()));
        if (Arguments.MEMORY.equals(beside)) {
            words.addAll(List.of(arguments.input().toString(), Integer.toString(arguments.callers())));
        }
        return new ServicesProcess(wiring.services(), words, work.progress());
    }

    private boolean apart(Desk desk) throws Exception {
        desk.checkout().run(work.lines(), arguments.callers(), work::done);
        work.progress().end();
        work.print(Table.of(desk.report()));
        return handled(desk.report().effects(), desk.report().failures());
    }

    private boolean besideMemory(Desk desk, ServicesProcess services) throws Exception {
        desk.checkout().run(Desks.WEB.of(work.lines()), arguments.callers(), work::done);
        ServicesProcess.Done counter = services.awaitDesk();
        work.progress().end();
        report("Desk 'web', in a process of its own, over " + transport + ":", Table.of(desk.report()));
        report("Desk 'counter', in the process of the services, in memory:", counter.table());
        carried(desk.report().calls(), Arguments.MEMORY, counter.calls());
        return handled(
                desk.report().effects() + counter.effects(), desk.report().failures() + counter.failures());
    }

    /** What a caller still has under way at the desk it comes from is handled before it goes on at the other. */
    private boolean moving(Wiring wiring, String from, Desk to) throws Exception {
        try (Desk before = new Desk(arguments.config(), wiring.caller(from), "counter", work.output())) {
            before.start(work.interrupt());
            before.checkout().runAndMove(work.lines(), arguments.callers(), to.checkout(), work::done);
            work.progress().end();
            Report first = before.report();
            Report then = to.report();
            report("Before they moved, over " + from + ":", Table.of(first));
            report("After it, over " + transport + ":", Table.of(then));
            carried(then.calls(), from, first.calls());
            return handled(first.effects() + then.effects(), first.failures() + then.failures());
        }
    }

    private void report(String title, List<String> table) {
        work.out().println();
        work.out().println(title);
        work.print(table);
    }

    private void carried(int calls, String other, int others) {
        work.out().println();
        work.out()
                .println("  calls carried, counted where they were made: " + transport + " " + Table.number(calls)
                        + ", " + other + " " + Table.number(others));
    }

    private boolean handled(int effects, int failures) throws Exception {
        if (failures == 0) {
            work.awaitEffects(effects);
        }
        return failures == 0;
    }
}
