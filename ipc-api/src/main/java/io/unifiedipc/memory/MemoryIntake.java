package io.unifiedipc.memory;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One receiver of a group's messages. Its state is guarded by their store. */
final class MemoryIntake implements Intake.Parking, Intake.Depth {
    private final MemoryLink link;
    private final Store store;
    private final int window;
    private final Receiver receiver;
    /** What it has unsettled, oldest first. */
    private @Nullable Stored first;

    private @Nullable Stored last;
    private int unsettled;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private boolean paused;

    MemoryIntake(MemoryLink link, Store store, int window, Receiver receiver) {
        this.link = link;
        this.store = store;
        this.window = window;
        this.receiver = receiver;
    }

    void begin() {
        store.join(this);
        if (line().unreachable() == null) {
            ready.complete(null);
        }
    }

    /** The broker is there again. */
    void back() {
        ready.complete(null);
        store.handOut();
    }

    MemoryLink link() {
        return link;
    }

    Line line() {
        return link.line();
    }

    Store store() {
        return store;
    }

    Receiver receiver() {
        return receiver;
    }

    boolean hasRoom() {
        return !paused && unsettled < window;
    }

    void take(Stored message) {
        message.handedTo(this);
        message.previous = last;
        if (last == null) {
            first = message;
        } else {
            last.next = message;
        }
        last = message;
        unsettled++;
    }

    /** It has settled or lost a message: once for each that it took. */
    void gaveBack(Stored message) {
        if (message.previous == null) {
            first = message.next;
        } else {
            message.previous.next = message.next;
        }
        if (message.next == null) {
            last = message.previous;
        } else {
            message.next.previous = message.previous;
        }
        message.previous = null;
        message.next = null;
        unsettled--;
    }

    boolean isIdle() {
        return unsettled == 0;
    }

    @Override
    public CompletionStage<Void> ready() {
        return ready.copy();
    }

    @Override
    public void pause() {
        synchronized (store) {
            paused = true;
        }
    }

    @Override
    public void resume() {
        synchronized (store) {
            paused = false;
        }
        store.handOut();
    }

    @Override
    public CompletionStage<Void> stop() {
        store.stop(this);
        return CompletableFuture.completedFuture(null);
    }

    /** Takes no more, and what is unsettled goes back. */
    void leave() {
        store.leave(this);
    }

    /** What is unsettled goes back. */
    void loseAll() {
        List<Stored> mine = new ArrayList<>();
        synchronized (store) {
            for (Stored each = first; each != null; each = each.next) {
                mine.add(each);
            }
        }
        mine.forEach(Stored::lose);
    }

    @Override
    public CompletionStage<Void> park(Envelope envelope) {
        IpcException refusal = line().unreachable();
        if (refusal == null && !store.park(envelope)) {
            refusal = IpcException.of(
                    Kind.OVERLOADED, Executed.NO, "the parking place is full: replay or drop what is in it");
        }
        return refusal == null ? CompletableFuture.completedFuture(null) : CompletableFuture.failedFuture(refusal);
    }

    @Override
    public CompletionStage<Integer> drainParked(int most, ParkedVisitor visitor) {
        IpcException refusal = line().unreachable();
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        try {
            return CompletableFuture.completedFuture(store.drainParked(most, visitor));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e); // the visitor's own
        }
    }

    @Override
    public long waiting() {
        return line().unreachable() == null ? store.waiting() : -1;
    }
}
