package io.unifiedipc.kafka.receive;

import io.unifiedipc.kafka.driver.DriverLoop;
import io.unifiedipc.kafka.topic.ParkedTopic;
import io.unifiedipc.kafka.topic.ShareGroup;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one share group that come to this process. Its {@link ShareMember}s take and settle them; its own thread sets the
 * group up, and asks how many wait.
 */
public final class QueueIntake extends DriverLoop implements Intake.Parking, Intake.Depth {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.kafka");

    private final ShareGroup group;
    private final ParkedTopic parked;
    private final List<ShareMember> members;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile boolean paused;
    private volatile boolean stopping;
    private volatile long lag = -1;

    /**
     * One whose threads' names begin like this.
     *
     * @param size how many members it has
     * @param maker makes each, for an intake and by its number
     */
    public QueueIntake(
            String name,
            ShareGroup group,
            ParkedTopic parked,
            int size,
            BiFunction<QueueIntake, Integer, ShareMember> maker) {
        super(name);
        this.group = group;
        this.parked = parked;
        List<ShareMember> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(maker.apply(this, i));
        }
        members = List.copyOf(all);
    }

    /** Whether more may be handed over. */
    boolean takes() {
        return !paused && !stopping && !isClosed();
    }

    /** Whether any of its members may be locking a message at this moment. */
    boolean isFetching() {
        return members.stream().anyMatch(ShareMember::isFetching);
    }

    boolean isStopping() {
        return stopping;
    }

    // ---- its thread

    @Override
    protected void work() {
        try {
            group.begin(this::isUnwanted);
        } catch (RuntimeException | Error e) {
            LOG.error("group '{}' can't be received", group.name(), e);
            ready.completeExceptionally(e);
            stopping = true;
        }
        members.forEach(ShareMember::start); // which hand over nothing, and say so, where it is stopping
        try {
            while (!isUnwanted()) {
                if (!ready.isDone() && (paused || group.isMember(this::isUnwanted))) {
                    ready.complete(null); // what comes while it is paused waits for it
                }
                lag = group.lag(this::isUnwanted);
                rest();
            }
        } finally {
            lag = -1;
        }
    }

    private boolean isUnwanted() {
        return isClosed() || stopping;
    }

    /** Ends it and its members; what is with the receiver is lost by it. */
    public CompletionStage<Void> end() {
        List<CompletionStage<Void>> all = new ArrayList<>();
        all.add(close());
        members.forEach(each -> all.add(each.close()));
        return allOf(all);
    }

    private static CompletionStage<Void> allOf(List<CompletionStage<Void>> all) {
        return CompletableFuture.allOf(
                all.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new));
    }

    private void wakeAll() {
        wake();
        members.forEach(ShareMember::change);
    }

    // ---- what core asks

    @Override
    public CompletionStage<Void> ready() {
        return ready.copy();
    }

    @Override
    public void pause() {
        paused = true;
        wakeAll();
    }

    @Override
    public void resume() {
        paused = false;
        wakeAll();
    }

    @Override
    public CompletionStage<Void> stop() {
        stopping = true;
        wakeAll();
        return allOf(members.stream().map(ShareMember::handedOver).toList());
    }

    @Override
    public CompletionStage<Void> park(Envelope envelope) {
        return parked.park(envelope);
    }

    @Override
    public CompletionStage<Integer> drainParked(int most, ParkedVisitor visitor) {
        return parked.drain(most, visitor);
    }

    /** What the brokers count as not done also holds what is with the receiver. */
    @Override
    public long waiting() {
        long known = lag;
        long here = members.stream().mapToInt(ShareMember::open).sum();
        return known < 0 ? -1 : Math.max(0, known - here);
    }
}
