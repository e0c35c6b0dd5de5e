package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What came of many calls, by the ids of their messages. */
final class Outcomes {
    private final Map<String, AtomicInteger> ended = new ConcurrentHashMap<>();
    private final Set<String> no = ConcurrentHashMap.newKeySet();
    private final Set<String> yes = ConcurrentHashMap.newKeySet();
    private final Set<Kind> kinds = Collections.synchronizedSet(EnumSet.noneOf(Kind.class));
    private final Queue<Throwable> strange = new ConcurrentLinkedQueue<>();

    /** A call has ended; without a failure it was answered. */
    void ended(String id, @Nullable Throwable failed) {
        if (failed == null || (failed instanceof IpcException e && e.executed() == Executed.YES)) {
            yes.add(id);
        } else if (failed instanceof IpcException e && e.executed() == Executed.NO) {
            no.add(id);
        } else if (!(failed instanceof IpcException)) {
            strange.add(failed);
        }
        if (failed instanceof IpcException e) {
            kinds.add(e.kind());
        }
        ended.computeIfAbsent(id, each -> new AtomicInteger()).incrementAndGet();
    }

    int count() {
        return ended.size();
    }

    int saidNo() {
        return no.size();
    }

    int saidYes() {
        return yes.size();
    }

    /** Each call has one outcome, of these kinds, and what it says of the work is true. */
    void areTrue(int calls, Set<Kind> expected, ToIntFunction<String> timesRun) {
        assertThat(strange).isEmpty();
        assertThat(ended).hasSize(calls);
        assertThat(ended.values()).as("outcomes of a call").allMatch(times -> times.get() == 1);
        assertThat(kinds).isSubsetOf(expected);
        assertThat(no).as("said NO, and ran").allMatch(id -> timesRun.applyAsInt(id) == 0);
        assertThat(yes).as("said YES, and ran not once").allMatch(id -> timesRun.applyAsInt(id) == 1);
    }
}
