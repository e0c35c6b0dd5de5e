package io.unifiedipc.kafka.topic;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Timers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks every few seconds whether what channels need is at the brokers, whoever sends or receives just now, and tells core. It holds no
 * thread. Any thread.
 */
public final class Watch {
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Context context;
    private final List<Looked> all = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** One look at one thing. */
    @FunctionalInterface
    public interface Look {
        /** What is wrong; null where nothing is. It completes within seconds, and does not fail. */
        CompletionStage<@Nullable IpcException> look();
    }

    /** One that looks at nothing yet. */
    public Watch(Context context) {
        this.context = context;
    }

    /** Looks at a part of a channel, from now on. */
    public void add(String channel, String part, Look look) {
        Looked one = new Looked(channel, part, look);
        all.add(one);
        one.go();
    }

    /** Looks no more. */
    public void close() {
        closed = true;
        all.forEach(context.timers()::remove);
    }

    private static IpcException unknown(Throwable broken) {
        return IpcException.of(Kind.FAILED, Executed.NO, "it can't be looked at: " + broken, broken);
    }

    private final class Looked extends Timers.Entry {
        private final String channel;
        private final String part;
        private final Look look;
        private long due;

        private Looked(String channel, String part, Look look) {
            this.channel = channel;
            this.part = part;
            this.look = look;
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public void run() {
            if (!closed) {
                context.executor().execute(this::go);
            }
        }

        private void go() {
            var unused = CompletableFuture.completedFuture(null)
                    .thenCompose(nothing -> look.look())
                    .whenComplete((problem, broken) -> {
                        if (closed) {
                            return;
                        }
                        context.condition(channel, part, broken == null ? problem : unknown(broken));
                        due = context.clock().nanos() + EVERY_NANOS;
                        context.timers().add(this);
                        if (closed) {
                            context.timers().remove(this);
                        }
                    });
        }
    }
}
