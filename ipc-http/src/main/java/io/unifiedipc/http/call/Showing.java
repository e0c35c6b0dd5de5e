package io.unifiedipc.http.call;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Credentials;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives each call of a channel its credential. One that is there costs nothing; for one that must be fetched a call waits on no
 * thread of its own, within its deadline, and nothing of it has left.
 */
final class Showing {
    /** What goes on with a call that has its credential; {@code here} where that may run on the calling thread. */
    interface Next {
        void go(Call call, Credential credential, boolean here);
    }

    private final ChannelSpec channel;
    private final Credentials credentials;
    private final Next next;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Showing(ChannelSpec channel, Credentials credentials, Next next) {
        this.channel = channel;
        this.credentials = credentials;
        this.next = next;
    }

    void start(Call call) {
        CompletableFuture<Credential> stage;
        try {
            stage = credentials.get(call).toCompletableFuture();
        } catch (RuntimeException e) {
            call.fail(failure(e));
            return;
        }
        if (stage.isDone() && !stage.isCompletedExceptionally()) {
            next.go(call, stage.join(), true);
            return;
        }
        Waiting one = new Waiting(call);
        waiting.add(one);
        call.onCancel(one::cancel);
        if (closed) {
            call.abort(Answers.closed(channel, Executed.MAYBE));
        }
        var unused = stage.whenComplete(one);
    }

    /** The other side refused it. */
    void rejected(Credential credential) {
        credentials.rejected(credential);
    }

    /** Breaks off all that waits. */
    void close() {
        closed = true;
        waiting.forEach(Waiting::close);
    }

    /** A call that waits. When it gives up, its credential may still be long in coming: this lets go of it at once. */
    private final class Waiting implements BiConsumer<@Nullable Credential, @Nullable Throwable> {
        private final AtomicReference<@Nullable Call> call;

        Waiting(Call call) {
            this.call = new AtomicReference<>(call);
        }

        private @Nullable Call take() {
            waiting.remove(this);
            return call.getAndSet(null);
        }

        @Override
        public void accept(@Nullable Credential credential, @Nullable Throwable e) {
            Call mine = take();
            if (mine == null) {
                return;
            }
            if (credential != null) {
                next.go(mine, credential, false);
            } else {
                mine.fail(failure(e == null ? new IllegalStateException("null in place of a credential") : e));
            }
        }

        void cancel() {
            Call mine = take();
            if (mine != null) {
                mine.end();
            }
        }

        void close() {
            Call mine = call.get();
            if (mine != null) {
                mine.abort(Answers.closed(channel, Executed.MAYBE));
            }
        }
    }

    private IpcException failure(Throwable thrown) {
        Throwable e = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return e instanceof IpcException known
                ? IpcException.of(
                        known.kind(), Executed.NO, "no credential for '" + channel.name() + "': " + known.text(), known)
                : IpcException.of(
                        Kind.FAILED,
                        Executed.NO,
                        "the credentials of '" + channel.name() + "' broke: "
                                + e.getClass().getSimpleName(),
                        e);
    }
}
