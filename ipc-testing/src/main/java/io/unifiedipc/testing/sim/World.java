package io.unifiedipc.testing.sim;

import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Timers;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * One thread, one clock, one agenda. Who waits does meanwhile what can be done, one step at a time; time passes only where
 * nothing can be done now.
 */
final class World implements Clock {
    private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");
    private static final int TOLD = 20;

    private final Guard guard = new Guard();
    private final Inhabitant nobody = new Inhabitant(this, "");
    private final Deque<Object> waiting = new ArrayDeque<>();
    private final Trace trace = new Trace(this::elapsed);
    private final Agenda agenda;
    private final Dice chance;
    private final Runnable beforeStep;
    private long now;
    private int steps;

    /**
     * @param dice chooses among what can be done
     * @param chance for its inhabitants
     * @param beforeStep what may happen between any two steps
     */
    World(Dice dice, Dice chance, Runnable beforeStep) {
        agenda = new Agenda(dice);
        this.chance = chance;
        this.beforeStep = beforeStep;
    }

    Agenda agenda() {
        return agenda;
    }

    Dice chance() {
        return chance;
    }

    Trace trace() {
        return trace;
    }

    // ---- time

    private long elapsed() {
        return now;
    }

    @Override
    public long nanos() {
        check("read the clock");
        return now;
    }

    @Override
    public Instant now() {
        check("read the clock");
        return BEGINNING.plusNanos(now);
    }

    /** One step, or time passes. Who is parked in an outer frame keeps its deadline meanwhile. */
    @Override
    public void park(Object blocker, long nanos) {
        check("wait");
        Timers.@Nullable Entry entry = blocker instanceof Timers.Entry itself ? itself : null;
        if (entry != null) {
            agenda.add(nobody, entry);
        }
        try {
            waitFor(blocker, nanos, new OneStep());
        } finally {
            if (entry != null) {
                agenda.remove(entry);
            }
        }
    }

    @Override
    public long beforeWait(Future<?> future, long nanos) {
        check("wait for a future");
        return waitFor(future, nanos, future::isDone) ? nanos : 0;
    }

    /** Answers false where the time has passed. */
    private boolean waitFor(Object what, long nanos, BooleanSupplier enough) {
        long until = after(nanos);
        waiting.push(what);
        try {
            while (!enough.getAsBoolean()) {
                if (now >= until) {
                    return false;
                }
                if (!step(until)) {
                    now = until;
                }
                verify(); // a handler may have swallowed it
            }
            return true;
        } finally {
            waiting.pop();
        }
    }

    private long after(long nanos) {
        return nanos > Delivery.NO_DEADLINE - now ? Delivery.NO_DEADLINE : now + nanos;
    }

    // ---- what happens

    /** Does all that can be done until the time has come, and lets it come. */
    void advance(long nanos) {
        check("advance the clock");
        long until = after(nanos);
        while (step(until)) {}
        now = Math.max(now, until);
    }

    /** Does all that can be done, now and later. */
    void runUntilQuiet() {
        check("run");
        while (!agenda.isEmpty()) {
            step(Delivery.NO_DEADLINE);
        }
    }

    /** One task or timer, or a jump of the clock. Answers false where there is neither until then. */
    private boolean step(long until) {
        verify();
        if (++steps > Simulation.MOST_STEPS) {
            throw breaks(
                    "this world has taken " + Simulation.MOST_STEPS
                            + " steps and is not quiet: does something go on for ever?",
                    null);
        }
        Agenda.Choice choice = agenda.next(now);
        if (choice != null) {
            run(choice);
            return true;
        }
        long next = agenda.nextDue();
        if (next == Delivery.NO_DEADLINE && until == Delivery.NO_DEADLINE) {
            throw breaks("nothing is left to run, and somebody still waits", null);
        }
        if (next > until) {
            return false;
        }
        now = next;
        return true;
    }

    private void run(Agenda.Choice choice) {
        Agenda.Job job = choice.job();
        trace.add(
                job.of().service(),
                choice.of() == 1 ? job.name() : job.name() + ", " + choice.number() + " of " + choice.of());
        beforeStep.run();
        Map<String, String> mdc = MDC.getCopyOfContextMap();
        boolean interrupted = Thread.interrupted(); // a task begins as on a thread of its own
        MDC.clear();
        try {
            job.what().run();
        } catch (RuntimeException | Error e) {
            throw breaks(job.name() + " of '" + job.of().service() + "' has thrown " + e, e);
        } finally {
            MDC.setContextMap(mdc == null ? Map.of() : mdc);
            boolean unused = Thread.interrupted();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // ---- what must not happen

    void check(String what) {
        guard.check(what);
    }

    void verify() {
        guard.verify();
    }

    private IllegalStateException breaks(String what, @Nullable Throwable cause) {
        return guard.breaks(
                what + "\nat " + Trace.millis(now) + " ms" + waiters() + "\n" + String.join("\n", trace.last(TOLD)),
                cause);
    }

    private String waiters() {
        StringBuilder text = new StringBuilder();
        for (Object each : waiting) {
            text.append("\n  waiting: ").append(each instanceof Future<?> ? "who asked for a future's result" : each);
        }
        return text.toString();
    }

    /** Once. */
    private static final class OneStep implements BooleanSupplier {
        private boolean asked;

        @Override
        public boolean getAsBoolean() {
            boolean before = asked;
            asked = true;
            return before;
        }
    }
}
