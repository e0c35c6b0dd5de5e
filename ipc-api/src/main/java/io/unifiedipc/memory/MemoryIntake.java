package io.unifiedipc.memory;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Receiver;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One receiver of a queue. Its state is guarded by the queue. */
final class MemoryIntake implements Intake.Parking, Intake.Depth {
    private final MemoryLink link;
    private final Queue queue;
    private final int window;
    private final Receiver receiver;
    private final Set<MemoryDelivery> unsettled = new LinkedHashSet<>();
    private boolean paused;

    MemoryIntake(MemoryLink link, Queue queue, int window, Receiver receiver) {
        this.link = link;
        this.queue = queue;
        this.window = window;
        this.receiver = receiver;
    }

    void begin() {
        queue.join(this);
    }

    MemoryLink link() {
        return link;
    }

    Queue queue() {
        return queue;
    }

    Receiver receiver() {
        return receiver;
    }

    boolean hasRoom() {
        return !paused && unsettled.size() < window;
    }

    MemoryDelivery take(Queue.Stored message) {
        MemoryDelivery delivery = new MemoryDelivery(this, message);
        unsettled.add(delivery);
        return delivery;
    }

    void gaveBack(MemoryDelivery delivery) {
        unsettled.remove(delivery);
    }

    @Override
    public CompletionStage<Void> ready() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void pause() {
        synchronized (queue) {
            paused = true;
        }
    }

    @Override
    public void resume() {
        synchronized (queue) {
            paused = false;
        }
        queue.handOut();
    }

    @Override
    public CompletionStage<Void> stop() {
        queue.leave(this);
        return CompletableFuture.completedFuture(null);
    }

    /** Takes no more, and what is unsettled goes back. */
    void leave() {
        queue.leave(this);
        List<MemoryDelivery> mine;
        synchronized (queue) {
            mine = new ArrayList<>(unsettled);
        }
        mine.forEach(MemoryDelivery::lose);
    }

    @Override
    public CompletionStage<Void> park(Envelope envelope) {
        return queue.park(envelope)
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(IpcException.of(
                        Kind.OVERLOADED, Executed.NO, "the parking place is full: replay or drop what is in it"));
    }

    @Override
    public CompletionStage<Integer> drainParked(int most, ParkedVisitor visitor) {
        try {
            return CompletableFuture.completedFuture(queue.drainParked(most, visitor));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e); // the visitor's own
        }
    }

    @Override
    public long waiting() {
        return queue.waiting();
    }
}
