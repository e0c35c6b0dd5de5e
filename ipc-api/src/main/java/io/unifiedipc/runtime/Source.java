package io.unifiedipc.runtime;

import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import io.unifiedipc.spi.Settlement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** One transport from which an {@link Inbound} receives. */
final class Source implements Receiver {
    private final Inbound inbound;
    private final ReceiveSpec spec;
    private final boolean stores;
    private final AtomicInteger unsettled = new AtomicInteger();
    private final AtomicInteger settling = new AtomicInteger();
    private final BooleanSupplier paused;
    private final AtomicInteger updates = new AtomicInteger();
    private final CompletableFuture<Intake> intake = new CompletableFuture<>();
    /** A message has stopped it, until the application resumes it. */
    private volatile boolean stopped;

    /** With whether its group pauses, asked whenever that may have changed. */
    Source(Inbound inbound, ReceiveSpec spec, boolean stores, BooleanSupplier paused) {
        this.inbound = inbound;
        this.spec = spec;
        this.stores = stores;
        this.paused = paused;
    }

    Inbound inbound() {
        return inbound;
    }

    void open(Link link) {
        try {
            intake.complete(link.receive(spec, this));
        } catch (RuntimeException | Error e) {
            intake.completeExceptionally(e);
            throw e;
        }
        if (paused.getAsBoolean()) {
            update();
        }
    }

    /**
     * Takes nothing more in until the application resumes it. The intake hears of it at once, and not only from a thread that is
     * resuming it just now and may be handing over in there: what is handed back next must not come to this receiver again.
     */
    void stop() {
        stopped = true;
        if (intake.isDone() && !intake.isCompletedExceptionally()) {
            intake.join().pause();
        }
        update();
    }

    /** The application wants it to take in again; another reason may still keep it from that. */
    void resume() {
        stopped = false;
        update();
    }

    /**
     * Pauses or resumes its intake, as it should be now. Of several threads one does it, for all: the last word is said about
     * the last state, and no lock is held meanwhile.
     */
    void update() {
        if (!intake.isDone() || intake.isCompletedExceptionally() || updates.getAndIncrement() > 0) {
            return; // a link that refused has said so at the start
        }
        try {
            int seen = 1;
            do {
                tell(intake.join());
                seen = updates.addAndGet(-seen);
            } while (seen > 0);
        } catch (RuntimeException | Error e) {
            updates.set(0);
            throw e;
        }
        inbound.stateChanged();
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isPaused() {
        return paused.getAsBoolean();
    }

    private void tell(Intake its) {
        if (stopped || isPaused()) {
            its.pause();
        } else {
            its.resume();
        }
    }

    /** Its intake; a message may come before the link has returned it. */
    CompletableFuture<Intake> intake() {
        return intake;
    }

    /** Whether messages can wait at the transport. */
    boolean stores() {
        return stores;
    }

    int window() {
        return spec.window();
    }

    int unsettled() {
        return unsettled.get();
    }

    /** With those being settled at this moment. Read in this order, so that none is missed on its way. */
    int underWay() {
        return unsettled.get() + settling.get();
    }

    /**
     * Settles a delivery. Its place in the window is free before that, as the next message may come by this very call; but it
     * is under way until the transport has heard of it, else closing would give back what was done.
     */
    void settle(Delivery delivery, Settlement settlement) {
        settling.incrementAndGet();
        unsettled.decrementAndGet();
        try {
            delivery.settle(settlement);
        } finally {
            settling.decrementAndGet();
        }
    }

    /** A window is one transport's: another that can't wait must not use up what this one may have. */
    @Override
    public void accept(Delivery delivery) {
        boolean fits = unsettled.incrementAndGet() <= spec.window();
        try {
            inbound.accept(this, delivery, fits);
        } catch (RuntimeException | Error e) {
            inbound.notTakenIn(e);
            settle(delivery, Settlement.RELEASE);
        }
    }
}
