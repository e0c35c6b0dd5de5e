package io.unifiedipc.resilience.fallback;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import java.util.Collection;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a query something in place of a reply that can't be had: a kept reply, else what a function says, else a fixed one.
 * All else passes untouched.
 */
final class FallbackDecorator implements Decorator {
    private final String channel;
    private final long before;
    private final @Nullable Kept kept;
    private final Substitutes substitutes;
    private final Context context;
    private final News news;

    FallbackDecorator(String channel, long before, @Nullable Kept kept, Substitutes substitutes, Context context) {
        this.channel = channel;
        this.before = before;
        this.kept = kept;
        this.substitutes = substitutes;
        this.context = context;
        news = new News(context);
    }

    @Override
    public String name() {
        return FallbackOptions.NAME;
    }

    @Override
    public void check(OperationSpec operation) {
        substitutes.check(operation);
    }

    @Override
    public void checkContract(String contract, Collection<OperationSpec> operations) {
        substitutes.checkNames(contract, operations);
        if (operations.stream().noneMatch(OperationSpec::query)) {
            throw IpcException.of(
                    Kind.MISCONFIGURED,
                    Executed.NO,
                    "'" + channel + "' has a fallback, and " + contract
                            + " has no query that could have one: mark what changes nothing by @Operation(query = true)");
        }
    }

    @Override
    public void around(Call call, Next next) {
        if (call.style() != Style.REQUEST || !call.operation().query()) {
            next.proceed(call);
            return;
        }
        Asked key = kept == null ? null : kept.key(call);
        if (key == null && !substitutes.has(call.operation().name())) {
            next.proceed(call);
            return;
        }
        new Guarded(this, call, key, context, before).start(next);
    }

    void keep(@Nullable Asked key, Call attempt) {
        if (kept != null && key != null && attempt.reply() != null && !attempt.isStandIn()) {
            kept.keep(key, attempt.reply());
        }
    }

    /** Finds what there is and tells it, at once or on a thread that may block; null for nothing. */
    void find(Call call, @Nullable Asked key, IpcException failure, Consumer<@Nullable StandIn> found) {
        StandIn young = kept == null || key == null ? null : kept.find(key);
        Fallback function = substitutes.function(call.operation().name());
        StandIn fixed = substitutes.fixed(call.operation().name());
        if (young != null || function == null) {
            found.accept(young != null ? young : fixed);
            return;
        }
        try {
            context.executor().execute(() -> found.accept(asked(function, call, failure, fixed)));
        } catch (RejectedExecutionException e) {
            found.accept(fixed); // this side is closing, and runs nothing of the application's any more
        }
    }

    private @Nullable StandIn asked(Fallback function, Call call, IpcException failure, @Nullable StandIn otherwise) {
        try {
            StandIn made = substitutes.ask(function, call, failure);
            return made != null ? made : otherwise;
        } catch (Exception | Error e) {
            news.broke(call, e);
            return otherwise;
        }
    }

    void tell(Call call, IpcException failure, StandIn given) {
        news.fellBack(call, failure, given);
    }
}
