package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Subscription;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Interaction;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.spi.Settlement;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ObserverTest {
    record Work(int number) {}

    record Done(int number) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private @Nullable Subscription news;

    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final Observer listening = new Observer() {
        @Override
        public void sent(Call call) {
            heard.add("sent " + call);
        }

        @Override
        public void ended(Call call) {
            heard.add("ended " + call.operation().name() + outcome(call));
        }

        @Override
        public void received(Interaction first) {
            heard.add("received " + first.operation().name());
        }

        @Override
        public void started(Interaction attempt) {
            heard.add("started " + attempt.operation().name() + " by '" + attempt.group() + "'");
        }

        @Override
        public void handled(Interaction attempt) {
            heard.add("handled " + attempt.operation().name() + ", attempt " + attempt.attempt() + outcome(attempt));
        }

        @Override
        public void parked(Interaction attempt, IpcException reason) {
            heard.add("parked " + attempt.operation().name() + ": " + reason.kind());
        }

        @Override
        public void settled(Interaction attempt, Settlement how) {
            heard.add("settled " + attempt.operation().name() + ": " + how);
        }

        @Override
        public void counted(String what, String channel) {
            heard.add("counted " + what + " on " + channel);
        }

        @Override
        public void changed(String channel, String what, String endpoint, String from, String to) {
            heard.add("changed " + what + " of " + channel + " for '" + endpoint + "': " + from + " -> " + to);
        }

        private String outcome(Interaction call) {
            IpcException failure = call.failure();
            return failure == null ? ": ok" : ": " + failure.kind() + "/" + failure.executed();
        }
    };

    private static final Observer BROKEN = new Observer() {
        @Override
        public void sent(Call call) {
            throw new IllegalStateException("sent");
        }

        @Override
        public void ended(Call call) {
            throw new IllegalStateException("ended");
        }

        @Override
        public void received(Interaction first) {
            throw new IllegalStateException("received");
        }

        @Override
        public void started(Interaction attempt) {
            throw new IllegalStateException("started");
        }

        @Override
        public void handled(Interaction attempt) {
            throw new AssertionError("handled");
        }

        @Override
        public void parked(Interaction attempt, IpcException reason) {
            throw new IllegalStateException("parked");
        }

        @Override
        public void settled(Interaction attempt, Settlement how) {
            throw new IllegalStateException("settled");
        }

        @Override
        public void counted(String what, String channel) {
            throw new StackOverflowError("counted");
        }

        @Override
        public void changed(String channel, String what, String endpoint, String from, String to) {
            throw new IllegalStateException("changed");
        }
    };

    private Ipc open() {
        Ipc ipc = guard.watch(
                "observed",
                Ipc.builder().isolated().yaml("""
                ipc:
                  service: observed
                  transport: memory
                  channels:
                    works: {on-failure: {retry: 1, backoff: 1ms}}
                    news: {kind: events}
                """).add(BROKEN).add(listening).build());
        ipc.channel("works").handle(Work.class, work -> {
            if (work.payload().number() < 0) {
                throw new IllegalArgumentException("less than nothing");
            }
            return new Done(work.payload().number());
        });
        news = ipc.channel("news").subscribe("one", Done.class, done -> {});
        ipc.start();
        return ipc;
    }

    /** What one message's receiver and sender say has an order; between the two there is none. */
    private void awaitAll(String... expected) {
        Await.until("all is told: " + heard, () -> heard.size() >= expected.length);
        assertThat(heard).containsExactlyInAnyOrder(expected);
    }

    @Test
    void aRequestIsToldOnBothSides() {
        Done done = open().channel("works").call(Command.of(new Work(1)), Done.class);

        assertThat(done).isEqualTo(new Done(1));
        awaitAll(
                "sent REQUEST Work on 'works', attempt 1",
                "received Work",
                "started Work by ''",
                "handled Work, attempt 1: ok",
                "ended Work: ok",
                "settled Work: ACK");
        assertThat(heard).containsSubsequence("handled Work, attempt 1: ok", "ended Work: ok");
    }

    @Test
    void aFailureIsToldToo() {
        Ipc ipc = open();
        assertThatThrownBy(() -> ipc.channel("works").call(Command.of(new Work(-1)), Done.class))
                .isInstanceOf(IpcException.class);
        awaitAll(
                "sent REQUEST Work on 'works', attempt 1",
                "received Work",
                "started Work by ''",
                "handled Work, attempt 1: FAILED/YES",
                "ended Work: FAILED/YES",
                "settled Work: ACK");
    }

    @Test
    void aMessageThatNobodyWaitsForIsTriedAgainAndParked() {
        open().channel("works").send(Command.of(new Work(-1)));
        awaitAll(
                "sent SEND Work on 'works', attempt 1",
                "received Work",
                "ended Work: ok",
                "started Work by ''",
                "handled Work, attempt 1: FAILED/YES",
                "started Work by ''",
                "handled Work, attempt 2: FAILED/YES",
                "counted parked on works",
                "parked Work: FAILED",
                "settled Work: ACK");
        assertThat(heard)
                .containsSubsequence("handled Work, attempt 2: FAILED/YES", "parked Work: FAILED", "settled Work: ACK");
    }

    @Test
    void anEventNamesTheGroupThatTakesIt() {
        open().channel("news").publish(Event.of(new Done(1)));
        awaitAll(
                "sent PUBLISH Done on 'news', attempt 1",
                "received Done",
                "ended Done: ok",
                "started Done by 'one'",
                "handled Done, attempt 1: ok",
                "settled Done: ACK");
    }

    @Test
    void aCommandThatIsRefusedStartsNothing() {
        Ipc ipc = open();
        assertThatThrownBy(() -> ipc.channel("works").call(Command.of("text"), Done.class))
                .isInstanceOf(IpcException.class);
        awaitAll(
                "sent REQUEST String on 'works', attempt 1",
                "received an unknown operation",
                "handled an unknown operation, attempt 1: UNSUPPORTED/NO",
                "ended String: UNSUPPORTED/NO",
                "settled an unknown operation: ACK");
        assertThat(Stream.of(heard.toString())).noneMatch(text -> text.contains("started"));
    }

    @Test
    void receivingThatPausesIsAChange() {
        open();
        Subscription subscribed = Objects.requireNonNull(news);
        subscribed.pause();
        subscribed.pause();
        subscribed.resume();
        subscribed.resume();
        assertThat(heard)
                .containsExactly(
                        "changed receiving of news for 'one': on -> paused",
                        "changed receiving of news for 'one': paused -> on");
    }

    @Test
    void receivingThatStopsIsAChangeUntilItIsResumed() {
        Ipc ipc = guard.watch(
                "stopping", Ipc.builder().isolated().yaml("""
                ipc:
                  service: stopping
                  transport: memory
                  channels:
                    works: {on-failure: {retry: off, then: stop}}
                """).add(listening).build());
        AtomicBoolean mended = new AtomicBoolean();
        Subscription works = ipc.channel("works").handle(Work.class, work -> {
            if (!mended.get()) {
                throw new IllegalStateException("not yet");
            }
            return null;
        });
        ipc.start();
        ipc.channel("works").send(Command.of(new Work(1)));
        Await.until("it stops", () -> heard.contains("changed receiving of works for '': on -> stopped"));
        works.pause();
        mended.set(true);
        works.resume();
        Await.until(
                "it is handled",
                () -> heard.stream().anyMatch(each -> each.startsWith("handled Work") && each.endsWith(": ok")));
        assertThat(heard)
                .filteredOn(each -> each.startsWith("changed"))
                .containsExactly(
                        "changed receiving of works for '': on -> stopped",
                        "changed receiving of works for '': stopped -> on");
    }
}
