package io.unifiedipc.kafka.driver;

import io.unifiedipc.IpcException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedMemberEpochException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.StaleMemberEpochException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread with a client of the driver, which no other may use but to wake it. */
public abstract class DriverLoop {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.kafka");
    private static final long RETRY_NANOS = 500_000_000L;

    private final String name;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private String told = "";
    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    /** One whose thread has this name, and does not run yet. */
    protected DriverLoop(String name) {
        this.name = name;
    }

    /** What the thread does, until it {@link #isClosed}. What it throws is its end. */
    protected abstract void work();

    /** Lets the thread go on that waits in its client. Any thread. */
    protected void wakeClient() {}

    /** Begins. */
    public final void start() {
        if (closed) {
            return;
        }
        Thread fresh = new Thread(this::run, name);
        fresh.setDaemon(true);
        thread = fresh;
        fresh.start();
    }

    /** Ends it. Completes when the thread has gone. */
    public final CompletionStage<Void> close() {
        closed = true;
        wake();
        if (thread == null) {
            over.complete(null); // it has never begun
        }
        return over.copy();
    }

    /** Whether it is to end. */
    protected final boolean isClosed() {
        return closed;
    }

    /** Lets the thread go on, wherever it waits. Any thread. */
    protected final void wake() {
        LockSupport.unpark(thread); // which does nothing before it has begun
        wakeClient();
    }

    /** Waits before what has failed is tried again. Only on its thread. */
    protected static void rest() {
        LockSupport.parkNanos(RETRY_NANOS);
    }

    /**
     * Whether a driver gets over a failure by itself: it is to be asked again, it was taken out of its group and joins anew, or it tells
     * of one answer that it did not understand. After any other it may be in its group no more, and never say so again
     * (<a href="https://cwiki.apache.org/confluence/display/KAFKA/KIP-848%3A+The+Next+Generation+of+the+Consumer+Rebalance+Protocol">KIP-848</a>
     * calls its state <em>fatal</em>).
     */
    protected static boolean isOvercome(RuntimeException failure) {
        return failure instanceof RetriableException
                || failure instanceof UnknownMemberIdException
                || failure instanceof FencedMemberEpochException
                || failure instanceof StaleMemberEpochException
                || failure instanceof IllegalGenerationException
                || failure.getClass() == KafkaException.class;
    }

    /** Tells that a member of a group gets another driver, once where it is the same again and again, and rests. Only on its thread. */
    protected final void joinsAnew(String topic, RuntimeException failure) {
        String what = failure.toString();
        if (!what.equals(told)) {
            told = what;
            LOG.warn("a member of the group of topic '{}' leaves it, and joins it anew", topic, failure);
        }
        rest();
    }

    /**
     * A client, as soon as there can be one: none while no server's name can be resolved. Null where it is closed before. Only on
     * its thread.
     *
     * @param refused told of a failure that is not over by itself; unless it throws, it is tried on
     */
    protected final <C> @Nullable C client(Supplier<C> maker, String purpose, Consumer<IpcException> refused) {
        String said = "";
        while (!closed) {
            try {
                return maker.get();
            } catch (IpcException e) {
                String reason = String.valueOf(e.getMessage());
                if (!said.equals(reason)) {
                    said = reason;
                    LOG.warn("{} waits for the driver: {}", purpose, reason);
                }
                if (!e.kind().mayPass()) {
                    refused.accept(e);
                }
                rest();
            }
        }
        return null;
    }

    /** The same, which throws a failure that is not over by itself. */
    protected final <C> @Nullable C client(Supplier<C> maker, String purpose) {
        return client(maker, purpose, refusal -> {
            throw refusal;
        });
    }

    private void run() {
        try {
            work();
        } finally {
            over.complete(null);
        }
    }
}
