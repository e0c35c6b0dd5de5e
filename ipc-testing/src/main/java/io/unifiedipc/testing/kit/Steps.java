package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.Received;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Handlers of numbered steps, each of a key. They note the order, and whether a key was being handled already. */
final class Steps {
    record Step(String key, int number) {}

    private static final long LONGEST_NANOS = 300_000;

    private final Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final List<String> overlaps = Collections.synchronizedList(new ArrayList<>());

    static Command<Step> step(String key, int number) {
        return Command.of(new Step(key, number)).withKey(key);
    }

    /** Handles steps, every other of them with an answer that comes later. */
    void serves(Ipc ipc) {
        ipc.channel(Plan.ORDERS).handle(Step.class, this::handle);
    }

    /** Takes some time for a step; its key is free when the answer is there. */
    @Nullable
    Object handle(Received<Step> received) {
        Step step = received.payload();
        if (!busy.add(step.key)) {
            overlaps.add("two at a time: " + step);
        }
        seen.computeIfAbsent(step.key, key -> Collections.synchronizedList(new ArrayList<>()))
                .add(step.number);
        if (step.number % 2 == 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_NANOS));
            busy.remove(step.key);
            return null;
        }
        Object later = CompletableFuture.runAsync(
                () -> busy.remove(step.key),
                CompletableFuture.delayedExecutor(
                        ThreadLocalRandom.current().nextLong(LONGEST_NANOS), TimeUnit.NANOSECONDS));
        return later;
    }

    int count() {
        return seen.values().stream().mapToInt(List::size).sum();
    }

    int count(String key) {
        return of(key).size();
    }

    /** The numbers of a key's steps, in the order in which they were handled. */
    List<Integer> of(String key) {
        return List.copyOf(seen.getOrDefault(key, List.of()));
    }

    void awaitCount(int count) {
        Await.until(count + " steps were handled", () -> count() >= count);
    }

    /** No key has been handled twice at a time. */
    void neverOverlapped() {
        assertThat(overlaps).isEmpty();
    }

    /** Each key's steps came once each, in the order of their numbers. */
    void cameInOrder(int keys, int each) {
        neverOverlapped();
        assertThat(seen).hasSize(keys);
        seen.forEach((key, numbers) ->
                assertThat(numbers).as(key).hasSize(each).isSorted().doesNotHaveDuplicates());
    }
}
