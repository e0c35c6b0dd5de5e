package io.unifiedipc.spi;

import io.unifiedipc.IpcException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A message that is done when the broker has it: a one-way command, an event, or a reply. For a reply it is the future too. */
final class OneWay extends CompletableFuture<Void> implements Transfer {
    private final Envelope envelope;
    private final @Nullable ReturnAddress to;
    private final @Nullable Call call;

    OneWay(Call call) {
        envelope = call.envelope();
        to = null;
        this.call = call;
    }

    OneWay(Envelope reply, @Nullable ReturnAddress to) {
        envelope = reply;
        this.to = to;
        call = null;
    }

    @Override
    public Envelope envelope() {
        return envelope;
    }

    @Override
    public @Nullable ReturnAddress to() {
        return to;
    }

    @Override
    public long deadline() {
        return Delivery.NO_DEADLINE;
    }

    @Override
    public int attempt() {
        return call == null ? 1 : call.attempt();
    }

    @Override
    public boolean handOff() {
        return call == null || call.handOff();
    }

    @Override
    public boolean takeBack() {
        return call == null || call.takeBack();
    }

    @Override
    public void onCancel(Runnable hook) {
        if (call != null) {
            call.onCancel(hook);
        }
    }

    @Override
    public void taken() {
        if (call != null) {
            call.succeed(Envelope.EMPTY);
        } else {
            complete(null);
        }
    }

    @Override
    public void fail(IpcException failure) {
        if (call != null) {
            call.fail(failure);
        } else {
            completeExceptionally(failure);
        }
    }
}
