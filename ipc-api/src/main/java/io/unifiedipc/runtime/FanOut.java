package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Gather;
import io.unifiedipc.spi.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Makes one call per group of an event where no broker does: what follows in the stack, a retry above all, then sees each
 * group by itself.
 */
final class FanOut implements Decorator {
    static final String NAME = "groups";

    private final Set<String> groups;

    FanOut(Set<String> groups) {
        this.groups = groups;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void around(Call call, Next next) {
        if (call instanceof Gather gather) {
            gather.asks(groups);
            gather.published();
            spread(call, Style.REQUEST, next, (group, done) -> tell(gather, group, done));
            if (groups.isEmpty()) {
                call.succeed(Envelope.EMPTY);
            }
        } else if (call.style() == Style.PUBLISH && !groups.isEmpty()) {
            publish(call, next);
        } else if (call.style() == Style.PUBLISH) {
            call.succeed(Envelope.EMPTY);
        } else {
            next.proceed(call);
        }
    }

    private void publish(Call call, Next next) {
        Map<String, Call> done = new ConcurrentHashMap<>();
        spread(call, Style.PUBLISH, next, (group, part) -> {
            done.put(group, part);
            if (done.size() == groups.size() && done.get(group) == part) {
                conclude(call, done);
            }
        });
    }

    private void spread(Call call, Style style, Next next, BiConsumer<String, Call> listener) {
        List<Call> parts = new ArrayList<>();
        for (String group : groups) {
            parts.add(call.part(group, style, part -> listener.accept(group, part)));
        }
        call.onCancel(() -> {
            parts.forEach(part -> part.abort(call.over()));
            call.end();
        });
        parts.forEach(next::proceed);
    }

    private static void tell(Gather gather, String group, Call part) {
        Envelope reply = part.reply();
        IpcException failure = part.failure();
        boolean taken;
        if (failure != null) {
            taken = gather.failure(group, named(group, failure));
        } else if (reply == null || reply.body().length == 0) {
            taken = gather.nothing(group);
        } else {
            taken = gather.reply(group, reply);
        }
        if (taken && gather.isDone()) {
            gather.end();
        }
    }

    private static IpcException named(String group, IpcException failure) {
        return IpcException.of(failure.kind(), failure.executed(), "group '" + group + "': " + failure.text(), failure);
    }

    /** All groups have answered: a success where all have, else one failure that names each. NO only where none has run. */
    private static void conclude(Call call, Map<String, Call> done) {
        List<String> texts = new ArrayList<>();
        Kind kind = null;
        boolean ran = false;
        for (var part : new TreeMap<>(done).entrySet()) {
            IpcException failure = part.getValue().failure();
            if (failure == null) {
                ran = true;
                texts.add(part.getKey() + " has it");
            } else {
                ran |= failure.executed() != Executed.NO;
                kind = kind == null ? failure.kind() : kind;
                texts.add(part.getKey() + " " + failure.kind() + ", executed " + failure.executed() + " ("
                        + failure.text() + ")");
            }
        }
        if (kind == null) {
            call.succeed(Envelope.EMPTY);
        } else {
            call.fail(IpcException.of(
                    kind,
                    ran ? Executed.MAYBE : Executed.NO,
                    call.operation().name() + " on '" + call.channel() + "' did not reach every group: "
                            + String.join("; ", texts)));
        }
    }
}
