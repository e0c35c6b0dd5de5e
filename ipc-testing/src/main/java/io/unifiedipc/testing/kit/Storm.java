package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** Numbered messages: each fourth waits for its reply, each fourth asks for it, the others are one-way. */
final class Storm {
    /** So many are under way at a time. */
    static final int UNDER_WAY = 200;

    private static final int THREADS = 4;
    private static final int KEYS = 16;
    private static final long PATIENCE_SECONDS = 60;

    /** One message. */
    record Drop(int number) {}

    private final int size;
    private final AtomicIntegerArray handled;
    private final List<CompletableFuture<Void>> arrived = new ArrayList<>();
    private final Semaphore room = new Semaphore(UNDER_WAY);
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();

    Storm(int size) {
        this.size = size;
        handled = new AtomicIntegerArray(size);
        for (int i = 0; i < size; i++) {
            arrived.add(new CompletableFuture<>());
        }
    }

    /** Takes one, and answers it. */
    Drop handle(Received<Drop> drop) {
        int number = drop.payload().number();
        if (number >= 0) {
            handled.incrementAndGet(number);
            arrived.get(number).complete(null);
        }
        return drop.payload();
    }

    /** Sends them all, from several threads, and waits until each has its outcome and has arrived. */
    void rage(Ipc caller) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> sendAll(caller.channel(Plan.ORDERS)), "storm-" + i);
            thread.start();
            threads.add(thread);
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            acquire(UNDER_WAY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Each was handled exactly once, and no call failed. */
    void isOver() {
        assertThat(wrong).as("failures").isEmpty();
        for (int i = 0; i < size; i++) {
            if (handled.get(i) != 1) {
                throw new AssertionError("message " + i + " was handled " + handled.get(i) + " times");
            }
        }
    }

    private void sendAll(Channel orders) {
        try {
            for (int number = next.getAndIncrement(); number < size; number = next.getAndIncrement()) {
                acquire(1);
                send(orders, number);
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            wrong.add(e);
        }
    }

    private void acquire(int permits) throws InterruptedException {
        if (!room.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("for " + PATIENCE_SECONDS + " s nothing has ended; " + room.availablePermits()
                    + " of " + UNDER_WAY + " permits are back, failed have " + wrong);
        }
    }

    private void send(Channel orders, int number) {
        var unused = exchange(orders, number).whenComplete((nothing, failed) -> over(failed));
    }

    /** It is over when it has its outcome and has been handled. */
    private CompletableFuture<Void> exchange(Channel orders, int number) {
        Command<Drop> plain = Command.of(new Drop(number));
        Command<Drop> command = number % 3 == 0 ? plain : plain.withKey("key " + number % KEYS);
        switch (number % 4) {
            case 0 -> answered(number, orders.call(command, Drop.class));
            case 1 -> {
                return orders.callAsync(command, Drop.class).thenAccept(reply -> answered(number, reply.payload()));
            }
            case 2 -> orders.send(command);
            default -> {
                return CompletableFuture.allOf(orders.sendAsync(command), arrived.get(number));
            }
        }
        return arrived.get(number);
    }

    private void answered(int number, @Nullable Drop reply) {
        if (!new Drop(number).equals(reply)) {
            wrong.add(new AssertionError("the answer to " + number + " is " + reply));
        }
    }

    private void over(@Nullable Throwable failed) {
        if (failed != null) {
            wrong.add(failed);
        }
        room.release();
    }
}
