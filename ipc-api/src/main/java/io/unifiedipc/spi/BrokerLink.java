package io.unifiedipc.spi;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A link over a broker: request/response and gathering, written once over publishing and an inbox for replies. A broker's
 * author writes {@link #publish}, {@link #openInbox} and {@link #receive}.
 *
 * <p>Who waits for which reply is one table with one atomic removal per call, no larger than the channel's outstanding limit.
 * When the inbox is lost, all that is pending on it fails at once, and the next request opens another.
 */
public abstract class BrokerLink implements Link {
    /** Takes what arrives at an inbox. */
    @FunctionalInterface
    public interface Replies {
        /** A reply, and where its message said that it goes. */
        void accept(ReturnAddress to, Envelope reply);
    }

    private static final int DIGITS = 16;

    /** The channel that this link is for. */
    protected final ChannelSpec channel;
    /** What it may use. */
    protected final Context context;

    private final PendingReplies pending = new PendingReplies();
    private final AtomicLong count = new AtomicLong();
    private final byte[] mark =
            String.format("%016x", ThreadLocalRandom.current().nextLong()).getBytes(StandardCharsets.US_ASCII);
    private @Nullable CompletableFuture<Address> inbox;

    /** A link for a channel. */
    protected BrokerLink(ChannelSpec channel, Context context) {
        this.channel = channel;
        this.context = context;
    }

    /**
     * Gives a message to the broker. Asks {@link Transfer#handOff()} right before the driver gets it, then calls
     * {@link Transfer#taken()} when the broker has confirmed it, or {@link Transfer#fail}: one of the two, once, always. Any
     * thread; never blocks: a driver that may block is fed by a bounded queue and a writer of the link's own.
     */
    protected abstract void publish(Transfer transfer);

    /**
     * Opens the place where this link's replies arrive. Called on the first need, and again after a loss.
     *
     * @param replies takes each reply, on any thread, with what its message said of where it goes
     * @param lost to be called when replies may have been lost: at most once per inbox opened
     */
    protected abstract CompletionStage<Address> openInbox(Replies replies, Consumer<IpcException> lost);

    /** Sends the reply to a received message: what a broker's {@link Delivery#reply} does. */
    protected final CompletionStage<Void> answer(Envelope request, Envelope reply) {
        OneWay transfer = new OneWay(reply, request.replyTo());
        publish(transfer);
        return transfer;
    }

    @Override
    public final void send(Call call) {
        OneWay transfer = new OneWay(call);
        publish(transfer);
    }

    @Override
    public final void request(Call call) {
        CompletableFuture<Address> box = inbox();
        if (box.isDone() && !box.isCompletedExceptionally()) {
            publishRequest(call, box);
            return;
        }
        call.onCancel(call::end);
        var unused = box.whenComplete((address, failure) -> {
            if (failure == null) {
                publishRequest(call, box);
            } else {
                call.fail(noInbox(failure));
            }
        });
    }

    @Override
    public final void gather(Gather gather) {
        request(gather);
    }

    /** How many replies are owed. */
    public final int pendingReplies() {
        return pending.size();
    }

    /** Fails everything pending: the link is closing. */
    protected final void failPending(IpcException failure) {
        pending.all().forEach(each -> each.lost(failure));
    }

    private void publishRequest(Call call, CompletableFuture<Address> box) {
        PendingReply entry = new PendingReply(this, count.incrementAndGet(), call, box);
        pending.add(entry);
        call.onEnd(entry);
        call.onCancel(entry);
        publish(entry);
    }

    private CompletableFuture<Address> inbox() {
        CompletableFuture<Address> fresh;
        synchronized (this) {
            if (inbox != null && !inbox.isCompletedExceptionally()) {
                return inbox;
            }
            fresh = new CompletableFuture<>();
            inbox = fresh;
        }
        CompletionStage<Address> opening = openInbox(this::onReply, lost -> onLost(fresh, lost));
        var unused = opening.whenComplete((address, failure) -> {
            if (failure == null) {
                fresh.complete(address);
            } else {
                fresh.completeExceptionally(failure);
            }
        });
        return fresh;
    }

    private void onLost(CompletableFuture<Address> which, IpcException failure) {
        synchronized (this) {
            if (inbox == which) {
                inbox = null;
            }
        }
        which.completeExceptionally(failure);
        for (PendingReply each : pending.all()) {
            if (each.isAt(which)) {
                each.lost(failure);
            }
        }
    }

    /** Its reply is here, or none is wanted. */
    final void forget(PendingReply entry) {
        pending.remove(entry);
    }

    private void onReply(ReturnAddress to, Envelope reply) {
        PendingReply entry = to instanceof PendingReply own && own.isOf(this) ? own : find(to.correlation());
        if (entry == null || !entry.take(reply, channel)) {
            context.count(Context.LATE_REPLY, channel.name());
        }
    }

    /** Whether a correlation is of this link's making: one whose inbox others share skips the rest, which nobody here waits for. */
    protected final boolean hasMade(byte[] correlation) {
        return correlation.length == 2 * DIGITS && Arrays.equals(correlation, 0, DIGITS, mark, 0, DIGITS);
    }

    private @Nullable PendingReply find(byte[] correlation) {
        if (!hasMade(correlation)) {
            return null;
        }
        long number = 0;
        for (int i = DIGITS; i < correlation.length; i++) {
            number = number << 4 | Character.digit(correlation[i], 16);
        }
        return pending.find(number);
    }

    /** Plain characters, since not every broker carries bytes there: this link's own mark, and the number of the call. */
    final byte[] correlation(long number) {
        byte[] text = Arrays.copyOf(mark, 2 * DIGITS);
        for (int i = 0; i < DIGITS; i++) {
            text[DIGITS + i] = (byte) Character.forDigit((int) (number >>> (4 * (DIGITS - 1 - i))) & 0xf, 16);
        }
        return text;
    }

    private IpcException noInbox(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof IpcException known
                ? known.executed(Executed.NO)
                : IpcException.of(
                        Kind.UNREACHABLE,
                        Executed.NO,
                        "no place for replies to '" + channel.name() + "' could be opened: " + cause.getMessage(),
                        cause);
    }
}
