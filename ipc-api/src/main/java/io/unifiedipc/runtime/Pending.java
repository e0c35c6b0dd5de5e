package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an application holds of a call under way. Cancelling it cancels the call.
 *
 * @param <T> what it brings
 */
final class Pending<T> extends Promise<T> implements Call.Listener {
    private final Function<Call, T> reader;
    private final UnaryOperator<Throwable> translator;
    private final Outbound channel;
    private volatile @Nullable Call call;

    /**
     * @param channel on which the call goes
     * @param reader a call that succeeded as what it brings
     * @param translator a failure as what the application is told
     */
    Pending(Outbound channel, Function<Call, T> reader, UnaryOperator<Throwable> translator) {
        super(channel.runtime().clock());
        this.channel = channel;
        this.reader = reader;
        this.translator = translator;
    }

    /** From now on the call's deadline runs. Called before the call goes on its way. */
    void follows(Call started) {
        call = started;
        channel.runtime().timers().add(started);
    }

    @Override
    public void done(Call done) {
        channel.runtime().timers().remove(done);
        IpcException failure = done.failure();
        try {
            if (failure != null) {
                completeExceptionally(translator.apply(failure));
            } else {
                channel.answered(done);
                complete(reader.apply(done));
            }
        } catch (RuntimeException | Error e) {
            completeExceptionally(e); // whoever brought the outcome must go on
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        Call under = call;
        if (cancelled && under != null) {
            under.abort(IpcException.of(Kind.CANCELLED, Executed.MAYBE, "cancelled by its caller: " + under));
        }
        return cancelled;
    }
}
