package io.unifiedipc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Ipc;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/** Quiet is exact: whatever way work hands on work, none of it is left when it is quiet. */
@IpcTest(yaml = QuietTest.YAML)
class QuietTest {
    static final String YAML = """
            ipc:
              service: quiet
              transport: memory
              channels:
                works: {timeout: 1m, on-failure: {retry: 3, backoff: 1ms}}
                answers: {timeout: 1m}
                news: {kind: events, timeout: 1m}
            """;
    private static final int DEPTH = 6;
    /** A whole tree of works: of the two that one sends, the second is answered by a message. */
    private static final int ALL = (1 << (DEPTH + 1)) - 1;

    private static final int ANSWERED = 1 << DEPTH;

    record Work(int depth, boolean isAnswered) {}

    record Done(int depth) {}

    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();

    /** One work in five that nobody hears of fails first. Each sends two more, waiting and in the background, and is told as an event. */
    @BeforeEach
    void works(Ipc ipc) {
        ipc.channel("works").handle(Work.class, work -> {
            int depth = work.payload().depth();
            boolean mayFail = !work.payload().isAnswered() && work.attempt() == 1;
            if (mayFail && Math.floorMod(work.id().hashCode(), 5) == 0) {
                throw new IllegalStateException("not yet");
            }
            var event = ipc.channel("news").publishAsync(Event.of(new Done(depth)));
            if (depth > 0) {
                ipc.channel("works").send(Command.of(new Work(depth - 1, false)));
                event = event.thenCompose(nothing -> ipc.channel("works").sendAsync(answered(depth - 1)));
            }
            return event.thenApply(nothing -> {
                done.incrementAndGet();
                return new Done(depth);
            });
        });
        ipc.channel("answers").accept(Done.class, answer -> answered.incrementAndGet());
        ipc.channel("news").subscribe("one", Done.class, news -> told.incrementAndGet());
        ipc.channel("news").subscribe("other", Done.class, news -> told.incrementAndGet());
    }

    private static Command<Work> answered(int depth) {
        return Command.of(new Work(depth, true)).withReplyTo("answers");
    }

    @RepeatedTest(20)
    void nothingIsLeftWhenItIsQuiet(Ipc ipc, IpcWorld world) {
        var first = ipc.channel("works").sendAsync(answered(DEPTH));
        world.awaitQuiet();

        assertThat(first).isCompleted();
        assertThat(done).hasValue(ALL);
        assertThat(answered).hasValue(ANSWERED);
        assertThat(told).hasValue(2 * ALL);
        assertThat(world.parked("works")).isEmpty();
        assertThat(world.handled("works")).hasSizeGreaterThan(ALL);
        assertThat(world.handled("answers", Done.class)).hasSize(ANSWERED);
    }
}
