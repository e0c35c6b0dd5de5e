package io.unifiedipc.memory;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The receiving end of a channel where nothing is stored. A caller waits for each message, so none is kept back: while this is
 * paused or stopped they are answered at once, and have not been executed.
 */
final class DirectIntake implements Intake {
    private final Line line;
    private final String group;
    private final Receiver receiver;
    private final Set<DirectDelivery> underWay = new LinkedHashSet<>();
    private volatile boolean paused;
    private volatile boolean stopped;

    DirectIntake(Line line, ReceiveSpec spec, Receiver receiver) {
        this.line = line;
        this.receiver = receiver;
        group = spec.group();
    }

    void begin() {
        line.place.peers.join(group, this);
    }

    Line line() {
        return line;
    }

    /** Why a message may not come in now; null where it may. */
    @Nullable
    IpcException refusal(int bytes) {
        String name = "channel '" + line.channel.name() + "'";
        if (stopped) {
            return Line.no(Kind.CLOSED, name + " is closing and takes no more messages");
        }
        if (paused) {
            return Line.no(Kind.OVERLOADED, name + " is paused");
        }
        return bytes > line.channel.maxPayload()
                ? IpcException.of(
                        Kind.TOO_LARGE,
                        Executed.NO,
                        name + " takes " + line.channel.maxPayload() + " bytes, and these are " + bytes
                                + ": raise max-payload on both sides")
                : null;
    }

    void accept(DirectDelivery delivery) {
        synchronized (underWay) {
            underWay.add(delivery);
        }
        line.broker.begun();
        receiver.accept(delivery);
    }

    /** A delivery is over. */
    void ended(DirectDelivery delivery) {
        boolean first;
        synchronized (underWay) {
            first = underWay.remove(delivery);
        }
        if (first) {
            line.broker.ended();
        }
    }

    int underWay() {
        synchronized (underWay) {
            return underWay.size();
        }
    }

    /** The connections break. */
    void breakAll() {
        List<DirectDelivery> all;
        synchronized (underWay) {
            all = new ArrayList<>(underWay);
        }
        all.forEach(DirectDelivery::breaks);
    }

    /** Nobody is there any more. */
    void leave() {
        line.place.peers.leave(group, this);
        breakAll();
    }

    @Override
    public CompletionStage<Void> ready() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public CompletionStage<Void> stop() {
        stopped = true;
        return CompletableFuture.completedFuture(null);
    }
}
