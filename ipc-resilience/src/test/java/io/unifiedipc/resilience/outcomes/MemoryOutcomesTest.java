package io.unifiedipc.resilience.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Headers;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.OutcomeStore;
import io.unifiedipc.spi.OutcomeStore.Conflict;
import io.unifiedipc.spi.OutcomeStore.Done;
import io.unifiedipc.spi.OutcomeStore.Fenced;
import io.unifiedipc.spi.OutcomeStore.Full;
import io.unifiedipc.spi.OutcomeStore.Kept;
import io.unifiedipc.spi.OutcomeStore.Running;
import io.unifiedipc.spi.OutcomeStore.Started;
import io.unifiedipc.spi.OutcomeStore.Token;
import io.unifiedipc.spi.OutcomeStore.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Leases, forgetting, fences: what the store answers when, on a clock that the test moves. */
class MemoryOutcomesTest {
    private static final Instant BEGINNING = Instant.parse("2030-01-01T00:00:00Z");
    private static final OutcomeStore.Id ID = new OutcomeStore.Id("source shop", "orders", "k");
    private static final Kept LAST = new Kept(Envelope.of(Headers.EMPTY, new byte[] {1}), true);
    private static final Kept BROKE = new Kept(Envelope.of(Headers.EMPTY, new byte[] {2}), false);

    private long nanos;
    private final Clock clock = new Clock() {
        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Instant now() {
            return BEGINNING.plusNanos(nanos);
        }
    };
    private final OutcomeStore store = store(true);

    private OutcomeStore store(boolean alone) {
        return new MemoryOutcomes(
                "main",
                new Config(Map.of(
                        "keep", Duration.ofHours(1),
                        "max-entries", 3,
                        "lease", Duration.ofSeconds(10),
                        "skew", Duration.ofSeconds(1),
                        "alone", alone)),
                clock);
    }

    /** Another receiver, with a store of its own, may have had it. */
    @Test
    void whoIsNotAloneNeverSaysThatItDidNotCome() {
        OutcomeStore other = store(false);
        pass(Duration.ofMinutes(1));
        assertThat(other.ask(ID, clock.now()))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.text()).contains("alone: true"));
        assertThat(other.begin(ID, "f")).isInstanceOf(Started.class);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private Token begun() {
        return ((Started) store.begin(ID, "f")).token();
    }

    private OutcomeStore.Knowledge ask() {
        return store.ask(ID, clock.now());
    }

    @Test
    void whatRunsIsRunningUntilItsLeaseEnds() {
        Token token = begun();
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(9));
            store.renew(token);
        }
        assertThat(store.begin(ID, "f")).isInstanceOf(Running.class);
        assertThat(ask()).isInstanceOf(Running.class);
        pass(Duration.ofSeconds(10));
        assertThat(ask()).as("it may have run").isInstanceOf(Unknown.class);
        assertThat(store.begin(ID, "f")).isInstanceOf(Started.class);
    }

    @Test
    void whoeverLostTheLeaseWritesNothing() {
        Token first = begun();
        pass(Duration.ofSeconds(11));
        Token second = begun();
        assertThatThrownBy(() -> store.finish(first, BROKE)).hasMessageContaining("lease");
        assertThatThrownBy(() -> store.renew(first)).hasMessageContaining("lease");
        store.release(first);
        store.finish(second, LAST);
        assertThat(store.begin(ID, "f")).isEqualTo(new Done(LAST));
    }

    @Test
    void aLateFinishThatNobodyHasOvertakenCounts() {
        Token token = begun();
        pass(Duration.ofSeconds(11));
        store.finish(token, LAST);
        assertThat(ask()).isEqualTo(new Done(LAST));
    }

    @Test
    void whoWaitsHearsOfTheEnd() {
        Token token = begun();
        var changed = ((Running) store.begin(ID, "f")).changed().toCompletableFuture();
        store.renew(token);
        assertThat(changed).isNotDone();
        store.finish(token, LAST);
        assertThat(changed).isCompleted();
    }

    @Test
    void whatWasReleasedNeverWas() {
        store.release(begun());
        pass(Duration.ofSeconds(2));
        assertThat(ask()).isInstanceOf(Fenced.class);
        assertThat(store.begin(ID, "f")).isInstanceOf(Fenced.class);
    }

    @Test
    void whatWasReleasedAfterAnAttemptIsAsBefore() {
        store.finish(begun(), BROKE);
        store.release(begun());
        assertThat(ask()).isEqualTo(new Done(BROKE));
        begun();
        pass(Duration.ofSeconds(11));
        store.release(begun());
        assertThat(ask()).isEqualTo(new Done(BROKE));
    }

    @Test
    void whatWasAbandonedStaysUnknownWhenTheNextOneGivesUp() {
        begun();
        pass(Duration.ofSeconds(11));
        store.release(begun());
        assertThat(ask()).isInstanceOf(Unknown.class);
    }

    @Test
    void anotherPayloadIsAConflict() {
        Token token = begun();
        assertThat(store.begin(ID, "g")).isInstanceOf(Conflict.class);
        store.finish(token, BROKE);
        assertThat(store.begin(ID, "g")).isInstanceOf(Conflict.class);
    }

    @Test
    void whatIsKeptIsForgottenInTime() {
        store.finish(begun(), LAST);
        Instant made = clock.now();
        pass(Duration.ofMinutes(59));
        assertThat(store.ask(ID, made)).isEqualTo(new Done(LAST));
        pass(Duration.ofMinutes(2));
        assertThat(store.ask(ID, made)).isInstanceOf(Unknown.class);
        assertThat(store.begin(ID, "g")).isInstanceOf(Started.class);
    }

    @Test
    void onlyWhatItWouldKnowIsFenced() {
        assertThat(ask()).as("within the skew of its birth").isInstanceOf(Unknown.class);
        pass(Duration.ofSeconds(2));
        assertThat(store.ask(ID, clock.now().plusSeconds(2)))
                .as("in the future")
                .isInstanceOf(Unknown.class);
        assertThat(store.ask(ID, BEGINNING.minusSeconds(1))).isInstanceOf(Unknown.class);
        assertThat(begun()).as("nothing was fenced by that").isNotNull();
    }

    @Test
    void nothingIsForgottenForWhatIsNew() {
        pass(Duration.ofSeconds(2));
        for (int i = 0; i < 3; i++) {
            store.begin(new OutcomeStore.Id("source shop", "orders", "other " + i), "f");
        }
        assertThat(store.begin(ID, "f"))
                .isInstanceOfSatisfying(
                        Full.class,
                        full -> assertThat(full.text()).contains("max-entries").contains("keep"));
        assertThat(ask()).as("it can't be fenced").isInstanceOf(Unknown.class);
        pass(Duration.ofHours(2));
        assertThat(store.begin(ID, "f")).isInstanceOf(Started.class);
    }
}
