package io.unifiedipc.memory;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Address;
import io.unifiedipc.spi.BrokerLink;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import io.unifiedipc.spi.Transfer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A channel on a broker in memory. */
final class MemoryLink extends BrokerLink {
    private final MemoryBroker broker;
    private final int capacity;
    private final Place place;
    private final List<MemoryIntake> intakes = new CopyOnWriteArrayList<>();
    private volatile @Nullable String inbox;
    private volatile boolean closed;

    MemoryLink(MemoryBroker broker, int capacity, ChannelSpec channel, Context context) {
        super(channel, context);
        this.broker = broker;
        this.capacity = capacity;
        place = broker.place(channel.place());
    }

    @Override
    protected void publish(Transfer transfer) {
        IpcException refusal = closed ? closed() : transfer.to() == null ? toPlace(transfer) : toInbox(transfer);
        if (refusal == null) {
            transfer.taken();
        } else {
            transfer.fail(refusal);
        }
    }

    private @Nullable IpcException toPlace(Transfer transfer) {
        if (channel.kind() == ChannelKind.COMMANDS && place.isUnknown()) {
            return no(
                    Kind.UNROUTABLE,
                    "nobody has ever received '" + channel.place() + "' on this broker: start its receiver first");
        }
        if (!transfer.handOff()) {
            return closed(); // its caller has the reason already
        }
        return place.offer(transfer.envelope(), transfer.deadline())
                ? null
                : no(
                        Kind.OVERLOADED,
                        "a queue of '" + channel.place() + "' is full with " + capacity
                                + " messages: its receivers are too slow, or raise transports.memory.queue");
    }

    private @Nullable IpcException toInbox(Transfer reply) {
        Address to = reply.to();
        Consumer<Envelope> taker = to == null ? null : broker.inbox(to.name());
        if (taker == null) {
            return no(Kind.UNROUTABLE, "the one who asked on '" + channel.name() + "' has gone");
        }
        reply.handOff();
        taker.accept(reply.envelope());
        return null;
    }

    @Override
    protected CompletionStage<Address> openInbox(Consumer<Envelope> replies, Consumer<IpcException> lost) {
        String name = broker.openInbox(replies);
        inbox = name;
        return CompletableFuture.completedFuture(Address.of(name));
    }

    @Override
    public Intake receive(ReceiveSpec spec, Receiver receiver) {
        MemoryIntake intake = new MemoryIntake(this, place.queue(spec.group(), capacity), spec.window(), receiver);
        intakes.add(intake);
        intake.begin();
        return intake;
    }

    CompletionStage<Void> reply(Envelope request, Envelope reply) {
        return answer(request, reply);
    }

    @Override
    public CompletionStage<Void> close() {
        closed = true;
        intakes.forEach(MemoryIntake::leave);
        failPending(closed());
        String name = inbox;
        if (name != null) {
            broker.closeInbox(name);
        }
        return CompletableFuture.completedFuture(null);
    }

    private IpcException closed() {
        return no(Kind.CLOSED, "'" + channel.name() + "' is closed on this side");
    }

    private static IpcException no(Kind kind, String text) {
        return IpcException.of(kind, Executed.NO, text);
    }
}
