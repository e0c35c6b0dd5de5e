package io.unifiedipc.spi;

import io.unifiedipc.IpcException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One who waits for a reply: the entry in the table, the request's transfer and return address, and the hooks that take it out
 * again. Its work ends when neither the caller waits nor the driver holds the message.
 */
final class PendingReply implements Transfer, ReturnAddress, Runnable, Call.EndHook {
    private final BrokerLink link;
    private final long number;
    private final Call call;
    private final Envelope envelope;
    private final CompletableFuture<Address> inbox;
    /** The next in its chain, guarded by the table. */
    @Nullable
    PendingReply behind;

    private @Nullable Runnable cancelTransfer;
    private boolean transferred;
    private boolean unwanted;

    PendingReply(BrokerLink link, long number, Call call, CompletableFuture<Address> inbox) {
        this.link = link;
        this.number = number;
        this.call = call;
        this.inbox = inbox;
        envelope = call.envelope().answeredAt(this);
    }

    long number() {
        return number;
    }

    boolean isOf(BrokerLink which) {
        return link == which;
    }

    boolean isAt(CompletableFuture<Address> which) {
        return inbox == which;
    }

    /** Its reply may be gone: MAYBE where the message was out, NO and withdrawn where it was not. */
    void lost(IpcException failure) {
        if (call instanceof Gather gather) {
            gather.cut(failure);
        } else {
            call.abort(failure);
        }
    }

    /** Takes its reply; answers false where nobody waits any more. */
    boolean take(Envelope reply, ChannelSpec channel) {
        IpcException failure = Problems.failure(channel, reply);
        if (call instanceof Gather gather) {
            String group = reply.headers().get(HeaderNames.GROUP);
            if (failure != null) {
                return gather.failure(group, failure);
            }
            return (group != null && reply.body().length == 0) ? gather.nothing(group) : gather.reply(group, reply);
        }
        return failure == null ? call.succeed(reply) : call.fail(failure);
    }

    // ---- the call's hooks

    /** Nobody waits any more. */
    @Override
    public void run() {
        Runnable hook;
        boolean over;
        synchronized (this) {
            unwanted = true;
            over = transferred;
            hook = cancelTransfer;
        }
        if (over) {
            call.end();
        } else if (hook != null) {
            hook.run();
        }
        link.forget(this);
    }

    @Override
    public void ended(Call ended) {
        link.forget(this);
    }

    // ---- where its reply goes

    @Override
    public Address address() {
        return inbox.join();
    }

    @Override
    public byte[] correlation() {
        return link.correlation(number);
    }

    // ---- the transfer

    @Override
    public Envelope envelope() {
        return envelope;
    }

    @Override
    public @Nullable ReturnAddress to() {
        return null;
    }

    @Override
    public long deadline() {
        return call.deadline();
    }

    @Override
    public int attempt() {
        return call.attempt();
    }

    @Override
    public boolean handOff() {
        return call.handOff();
    }

    @Override
    public boolean takeBack() {
        return call.takeBack();
    }

    @Override
    public void onCancel(Runnable hook) {
        boolean now;
        synchronized (this) {
            cancelTransfer = hook;
            now = unwanted;
        }
        if (now) {
            hook.run();
        }
    }

    @Override
    public void taken() {
        if (call instanceof Gather gather) {
            gather.published();
        }
        boolean over;
        synchronized (this) {
            transferred = true;
            over = unwanted;
        }
        if (over) {
            call.end();
        }
    }

    @Override
    public void fail(IpcException failure) {
        call.fail(failure);
    }
}
