package io.unifiedipc.testing.sim;

import io.unifiedipc.memory.Faults;
import io.unifiedipc.spi.Envelope;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Faults that a seed decides. Each kind has a rate, and dice of its own: another rate for one kind shifts no other's. Until
 * {@link #stop()}, which begins the calm in which everything must arrive.
 *
 * <pre>{@code
 * world.faults().rate(FaultKind.LOST_REPLY, 0.2).rate(FaultKind.RESTART, 0);
 * }</pre>
 *
 * <p>It is used on the thread of its {@link Simulation} alone.
 */
public final class SeededFaults implements Faults {
    /** How long something is delayed at most, unless a test says otherwise. */
    public static final Duration DEFAULT_LONGEST_DELAY = Duration.ofMillis(50);

    private static final long MICRO = 1_000;

    private final Map<FaultKind, Double> rates = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Dice> dice = new EnumMap<>(FaultKind.class);
    private final Dice delays;
    private final Dice orders;
    private long longestDelay = DEFAULT_LONGEST_DELAY.toNanos();
    private boolean stopped;

    SeededFaults(long seed) {
        for (FaultKind kind : FaultKind.values()) {
            rates.put(kind, kind.defaultRate());
            dice.put(kind, new Dice(seed, kind.name()));
        }
        delays = new Dice(seed, "how long");
        orders = new Dice(seed, "which one");
    }

    /**
     * How often a kind happens, from 0 for never to 1 for always.
     *
     * @throws IllegalArgumentException where it is outside of that
     */
    public SeededFaults rate(FaultKind kind, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("the rate of " + kind + " is " + rate + ": it goes from 0 to 1");
        }
        rates.put(kind, rate);
        return this;
    }

    /** The same rate for every kind; 0, and then one by {@link #rate}, for a test of that kind alone. */
    public SeededFaults rates(double rate) {
        for (FaultKind kind : FaultKind.values()) {
            rate(kind, rate);
        }
        return this;
    }

    /**
     * How long something is delayed at most; a delay is at least a microsecond.
     *
     * @throws IllegalArgumentException where it is less than that
     */
    public SeededFaults longestDelay(Duration longest) {
        if (longest.toNanos() < MICRO) {
            throw new IllegalArgumentException("the longest delay is " + longest + ": it is at least a microsecond");
        }
        longestDelay = longest.toNanos();
        return this;
    }

    /** From now on nothing goes wrong any more. */
    public void stop() {
        stopped = true;
    }

    @Override
    public Fault at(Step step, String place, Envelope message) {
        if (stopped) {
            return Fault.NONE;
        }
        Effect effect = switch (step) {
            case PUBLISH -> first(lost(FaultKind.LOST_MESSAGE), unconfirmed(), copied(message));
            case DELIVER -> first(lost(FaultKind.LOST_DELIVERY), copied(message));
            case SETTLE -> lost(FaultKind.LOST_ACKNOWLEDGEMENT);
            case REPLY -> first(lost(FaultKind.LOST_REPLY), unconfirmed(), twice(FaultKind.DUPLICATE));
        };
        boolean late = happens(FaultKind.DELAY);
        return effect == Effect.NONE && !late ? Fault.NONE : new Fault(effect, late ? delay() : 0);
    }

    private long delay() {
        return MICRO * (1 + delays.below(longestDelay / MICRO));
    }

    private Effect lost(FaultKind kind) {
        return happens(kind) ? Effect.LOST : Effect.NONE;
    }

    private Effect unconfirmed() {
        return happens(FaultKind.LOST_CONFIRMATION) ? Effect.UNCONFIRMED : Effect.NONE;
    }

    private Effect copied(Envelope message) {
        return twice(message.replyTo() == null ? FaultKind.DUPLICATE : FaultKind.DUPLICATE_REQUEST);
    }

    private Effect twice(FaultKind kind) {
        return happens(kind) ? Effect.TWICE : Effect.NONE;
    }

    private static Effect first(Effect... effects) {
        for (Effect effect : effects) {
            if (effect != Effect.NONE) {
                return effect;
            }
        }
        return Effect.NONE;
    }

    @Override
    public int next(String place, int candidates) {
        return candidates > 1 && happens(FaultKind.REORDER) ? orders.below(candidates) : 0;
    }

    /** Whether the broker restarts now. Asked before each step. */
    boolean restarts() {
        return happens(FaultKind.RESTART);
    }

    @SuppressWarnings("NullAway") // both maps have every kind
    private boolean happens(FaultKind kind) {
        return dice.get(kind).happens(rates.get(kind)) && !stopped;
    }
}
