package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {
    record Piece(int number, @Nullable String key) {}

    @Test
    void oneKeyIsOneAfterAnother() {
        Lanes<Piece> lanes = new Lanes<>(4);
        Piece first = new Piece(1, "a");
        Piece second = new Piece(2, "a");

        assertThat(lanes.arrive(first, "a")).isTrue();
        assertThat(lanes.arrive(second, "a")).isFalse();
        assertThat(lanes.done("a")).isSameAs(second);
        assertThat(lanes.done("a")).isNull();
        assertThat(lanes.arrive(first, "a")).isTrue();
    }

    @Test
    void aRestingPieceBlocksItsKeyAndNoOther() {
        Lanes<Piece> lanes = new Lanes<>(1);
        Piece resting = new Piece(1, "a");
        Piece sameKey = new Piece(2, "a");
        Piece other = new Piece(3, "b");

        assertThat(lanes.arrive(resting, "a")).isTrue();
        assertThat(lanes.arrive(sameKey, "a")).isFalse();
        assertThat(lanes.arrive(other, "b")).isFalse();
        assertThat(lanes.rest()).isSameAs(other);
        assertThat(lanes.again(resting)).isFalse(); // the only place is taken
        assertThat(lanes.done("b")).isSameAs(resting);
        assertThat(lanes.done("a")).isSameAs(sameKey);
        assertThat(lanes.done("a")).isNull();
    }

    @Test
    void whatIsClearedIsAllThatHasNotStarted() {
        Lanes<Piece> lanes = new Lanes<>(1);
        lanes.arrive(new Piece(1, "a"), "a");
        lanes.arrive(new Piece(2, "a"), "a");
        lanes.arrive(new Piece(3, null), null);

        assertThat(lanes.clear()).extracting(Piece::number).containsExactlyInAnyOrder(2, 3);
        assertThat(lanes.done("a")).isNull();
        assertThat(lanes.arrive(new Piece(4, "a"), "a")).isTrue();
    }

    /** Against the rules themselves: no key twice at a time, in order, never too many, never fewer than could run. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16})
    void keepsItsRules(int concurrency) {
        for (int seed = 0; seed < 25; seed++) {
            run(new Random(seed), concurrency);
        }
    }

    private static void run(Random random, int concurrency) {
        Lanes<Piece> lanes = new Lanes<>(concurrency);
        List<Piece> running = new ArrayList<>();
        List<Piece> resting = new ArrayList<>();
        List<Piece> waiting = new ArrayList<>(); // the model: arrived and neither running nor resting nor over
        Map<String, Integer> lastOfKey = new HashMap<>();
        int number = 0;
        for (int step = 0; step < 300 || !running.isEmpty() || !resting.isEmpty(); step++) {
            int what = step < 300 ? random.nextInt(10) : 9;
            if (what < 5) {
                String key = random.nextInt(4) == 0 ? null : "k" + random.nextInt(4);
                Piece piece = new Piece(++number, key);
                waiting.add(piece);
                if (lanes.arrive(piece, key)) {
                    start(piece, waiting, running, lastOfKey);
                }
            } else if (what < 7 && !running.isEmpty()) {
                Piece piece = running.remove(random.nextInt(running.size()));
                resting.add(piece);
                startNext(lanes.rest(), waiting, running, lastOfKey);
            } else if (what < 8 && !resting.isEmpty()) {
                Piece piece = resting.remove(random.nextInt(resting.size()));
                waiting.add(piece);
                if (lanes.again(piece)) {
                    start(piece, waiting, running, lastOfKey);
                }
            } else if (!resting.isEmpty() && random.nextBoolean()) {
                Piece piece = resting.remove(random.nextInt(resting.size()));
                startNext(lanes.abandon(piece.key), waiting, running, lastOfKey);
            } else if (!running.isEmpty()) {
                Piece piece = running.remove(random.nextInt(running.size()));
                startNext(lanes.done(piece.key), waiting, running, lastOfKey);
            }
            check(concurrency, running, resting, waiting);
        }
        assertThat(waiting).isEmpty();
        assertThat(lanes.clear()).isEmpty();
    }

    private static void startNext(
            @Nullable Piece next, List<Piece> waiting, List<Piece> running, Map<String, Integer> lastOfKey) {
        if (next != null) {
            start(next, waiting, running, lastOfKey);
        }
    }

    private static void start(Piece piece, List<Piece> waiting, List<Piece> running, Map<String, Integer> lastOfKey) {
        assertThat(waiting.remove(piece)).as(piece + " was waiting").isTrue();
        running.add(piece);
        if (piece.key != null) {
            Integer last = lastOfKey.put(piece.key, piece.number);
            assertThat(last == null ? 0 : last).as("before " + piece).isLessThanOrEqualTo(piece.number);
        }
    }

    private static void check(int concurrency, List<Piece> running, List<Piece> resting, List<Piece> waiting) {
        assertThat(running.size()).isLessThanOrEqualTo(concurrency);
        Set<String> busy = new HashSet<>();
        for (Piece piece : running) {
            assertThat(piece.key == null || busy.add(piece.key))
                    .as("twice: " + piece)
                    .isTrue();
        }
        for (Piece piece : resting) {
            assertThat(piece.key == null || busy.add(piece.key))
                    .as("resting and busy: " + piece)
                    .isTrue();
        }
        boolean couldRun = waiting.stream().anyMatch(piece -> piece.key == null || !busy.contains(piece.key));
        assertThat(couldRun && running.size() < concurrency)
                .as("idle though " + waiting + " could run")
                .isFalse();
    }
}
