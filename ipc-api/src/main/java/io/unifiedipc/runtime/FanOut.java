package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Gather;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

    /** The link may come to know more groups later: each call goes to those that it knows by then. */
    FanOut(Set<String> groups) {
        this.groups = groups;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Without groups the link says what is missing in the configuration. */
    @Override
    public void around(Call call, Next next) {
        if (call.style() != Style.GATHER && call.style() != Style.PUBLISH) {
            next.proceed(call);
            return;
        }
        List<String> known = List.copyOf(groups);
        if (known.isEmpty()) {
            next.proceed(call);
        } else if (call instanceof Gather gather) {
            gather.asks(known);
            gather.published();
            spread(call, known, Style.REQUEST, next, (group, done) -> tell(gather, group, done));
        } else {
            publish(call, known, next);
        }
    }

    private static void publish(Call call, List<String> groups, Next next) {
        Map<String, Call> done = new ConcurrentHashMap<>();
        spread(call, groups, Style.PUBLISH, next, (group, part) -> {
            done.put(group, part);
            if (done.size() == groups.size() && done.get(group) == part) {
                conclude(call, done);
            }
        });
    }

    private static void spread(
            Call call, List<String> groups, Style style, Next next, BiConsumer<String, Call> listener) {
        List<Call> parts = new ArrayList<>();
        for (String group : groups) {
            parts.add(call.part(group, style, part -> listener.accept(group, part)));
        }
        if (call instanceof Publication publication) {
            publication.isSpreadOver(parts);
        }
        call.onCancel(() -> {
            parts.forEach(part -> giveUp(call, part));
            call.end();
        });
        parts.forEach(next::proceed);
    }

    /** A group that is too slow has a timeout of its own, for what guards its place. */
    private static void giveUp(Call call, Call part) {
        if (call instanceof Gather gather && gather.isLate()) {
            part.run();
        } else {
            part.abort(call.over());
        }
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
        String text = "group '" + group + "': " + failure.text();
        Problem problem = failure.problem();
        return problem == null
                ? IpcException.of(failure.kind(), failure.executed(), text, failure)
                : IpcException.reported(failure.kind(), failure.executed(), text, problem);
    }

    /**
     * All groups have answered: a success where all have, else one failure that names each. It says NO where none has run, YES
     * where all have, and MAYBE otherwise.
     */
    private static void conclude(Call call, Map<String, Call> done) {
        List<String> texts = new ArrayList<>();
        Map<String, Object> outcomes = new LinkedHashMap<>();
        Kind kind = null;
        boolean none = true;
        boolean all = true;
        for (var part : new TreeMap<>(done).entrySet()) {
            IpcException failure = part.getValue().failure();
            Executed executed = failure == null ? Executed.YES : failure.executed();
            none &= executed == Executed.NO;
            all &= executed == Executed.YES;
            if (failure == null) {
                texts.add(part.getKey() + " has it");
                outcomes.put(part.getKey(), Map.of("executed", Option.word(executed)));
            } else {
                kind = kind == null || kind == failure.kind() ? failure.kind() : Kind.FAILED;
                texts.add(
                        part.getKey() + " " + failure.kind() + ", executed " + executed + " (" + failure.text() + ")");
                outcomes.put(
                        part.getKey(),
                        Map.of(
                                "executed",
                                Option.word(executed),
                                "kind",
                                Option.word(failure.kind()),
                                "detail",
                                failure.text()));
            }
        }
        if (kind == null) {
            call.succeed(Envelope.EMPTY);
            return;
        }
        String text = call.operation().name() + " on '" + call.channel() + "' did not reach every group: "
                + String.join("; ", texts);
        Problem problem = new Problem("about:blank", "Not every group", 0, text, Map.of("groups", outcomes));
        call.fail(IpcException.reported(kind, none ? Executed.NO : all ? Executed.YES : Executed.MAYBE, text, problem));
    }
}
