package io.unifiedipc.runtime;

import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Decorator;
import java.util.function.Consumer;

/**
 * Lets so many exchanges be under way on a channel, and refuses the next or lets it wait. Calls that handlers make have permits of
 * their own, so that none waits for a caller that waits for its handler.
 */
final class OutstandingLimit implements Decorator {
    static final String NAME = "outstanding";

    private final Permits outer;
    private final Permits nested;
    private final Refused refused;
    private final Via via;
    private final Clock clock;
    private final boolean waits;

    /** @param mostWaiting how many wait for a permit at most, of each class; 0 where the next is refused */
    OutstandingLimit(String channel, int most, int mostWaiting, Budgets budgets, Clock clock) {
        outer = new Permits(channel, budgets.outer(), most, mostWaiting);
        nested = new Permits(channel, budgets.nested(), most, mostWaiting);
        refused = new Refused(outer, nested, budgets, clock);
        via = new Via(budgets.service());
        waits = mostWaiting > 0;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void around(Call call, Next next) {
        Permits permits = call.within() == null ? outer : nested;
        Permits.Wish wish = permits.take(call);
        if (wish == Permits.Wish.GRANTED) {
            next.proceed(call);
        } else if (!waits) {
            call.fail(refused.full(permits, wish));
        } else if (via.hasComeBack(call.within())) {
            call.fail(refused.comesBack(permits));
        } else {
            await(call, next, permits);
        }
    }

    /** Its caller waits for the outcome as ever, and the call goes on from the thread that gives a permit back. */
    private void await(Call call, Next next, Permits permits) {
        call.mayNotBlock();
        Waiter waiter = new Waiter(call, next, permits, clock);
        call.note(waiter + " waited for a permit of '" + permits.channel() + "' and was not sent");
        call.onCancel(waiter);
        switch (permits.budget().add(waiter)) {
            case WAITS -> {}
            case NO_ROOM -> call.fail(refused.noRoom(permits));
            case CLOSED -> call.fail(Stack.closed(permits.channel()));
            case OVER -> call.end();
        }
    }

    @Override
    public void close() {
        forEachPermits(permits ->
                permits.budget().close(permits).forEach(waiter -> waiter.call().fail(Stack.closed(permits.channel()))));
    }

    int taken() {
        return outer.bound().taken() + nested.bound().taken();
    }

    int waiting() {
        return outer.waiting() + nested.waiting();
    }

    void forEachPermits(Consumer<Permits> consumer) {
        consumer.accept(outer);
        consumer.accept(nested);
    }
}
