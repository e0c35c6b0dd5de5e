package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Decorator;
import java.util.List;
import java.util.stream.Collectors;

/** Decorators in order, {@code A(B(C(call)))}, made once per channel; a call through it allocates nothing. */
final class Stack {
    private final List<Decorator> decorators;
    private final Decorator.Next outermost;

    Stack(List<Decorator> decorators, Decorator.Next innermost) {
        this.decorators = List.copyOf(decorators);
        Decorator.Next next = guarded(innermost);
        for (int i = decorators.size() - 1; i >= 0; i--) {
            next = step(decorators.get(i), next);
        }
        outermost = next;
    }

    void proceed(Call call) {
        outermost.proceed(call);
    }

    private static Decorator.Next step(Decorator decorator, Decorator.Next rest) {
        return guarded(call -> decorator.around(call, rest));
    }

    /** What a decorator or link throws, against its rules, ends the call and not its caller's thread. */
    private static Decorator.Next guarded(Decorator.Next next) {
        return call -> {
            try {
                next.proceed(call);
            } catch (RuntimeException | Error e) {
                call.fail(
                        e instanceof IpcException known
                                ? known
                                : IpcException.of(
                                        Kind.FAILED,
                                        call.executedSoFar(),
                                        "something on the way of " + call + " broke: " + e,
                                        e));
            }
        };
    }

    /** What waits in a decorator ends. */
    void close() {
        decorators.forEach(Decorator::close);
    }

    @Override
    public String toString() {
        return decorators.stream().map(Decorator::name).collect(Collectors.joining(" > "));
    }

    static IpcException closed(String channel) {
        return IpcException.of(
                Kind.CLOSED, Executed.NO, "'" + channel + "' is closed, or closing: make calls before Ipc.close()");
    }
}
