package io.unifiedipc.memory;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Address;
import io.unifiedipc.spi.BrokerLink;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import io.unifiedipc.spi.ReturnAddress;
import io.unifiedipc.spi.Transfer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A channel on a broker in memory. */
final class MemoryLink extends BrokerLink implements End {
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    private record Inbox(String name, Consumer<IpcException> lost) {}

    private final Line line;
    private final MemoryBroker broker;
    private final Place place;
    private final List<MemoryIntake> intakes = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Inbox> inbox = new AtomicReference<>();

    MemoryLink(Line line) {
        super(line.channel, line.transport.context());
        this.line = line;
        broker = line.broker;
        place = line.place;
        if (channel.kind() == ChannelKind.COMMANDS && !place.profile.has(Capability.ABSENCE_KNOWN)) {
            var unused = place.store("", line.transport.capacity()); // it is there before its first receiver
        }
    }

    Line line() {
        return line;
    }

    // ---- what goes out

    @Override
    protected void publish(Transfer transfer) {
        Faults faults = broker.faults();
        if (faults == Faults.NONE) {
            arrive(transfer, Faults.Effect.NONE);
            return;
        }
        ReturnAddress to = transfer.to();
        Faults.Fault fault = to == null
                ? faults.at(Faults.Step.PUBLISH, place.name, transfer.envelope())
                : faults.at(
                        Faults.Step.REPLY,
                        to.address().name(),
                        transfer.envelope().answeredAt(to));
        IpcException refusal = refusal(transfer);
        if (refusal == null && transfer.handOff()) {
            Passage passage = new Passage(transfer, fault.effect());
            line.wire.carry(
                    passage,
                    fault.delay(),
                    to == null ? transfer.envelope().headers().get(HeaderNames.KEY) : null);
        } else {
            transfer.fail(refusal == null ? line.closed() : refusal); // no hand-off: its caller has the reason already
        }
    }

    private void arrive(Transfer transfer, Faults.Effect effect) {
        IpcException refusal = refusal(transfer);
        if (refusal == null && !transfer.handOff()) {
            refusal = line.closed(); // its caller has the reason already
        }
        if (refusal == null && effect != Faults.Effect.LOST) {
            refusal = put(transfer, effect == Faults.Effect.TWICE);
        }
        if (refusal == null && (effect == Faults.Effect.LOST || effect == Faults.Effect.UNCONFIRMED)) {
            refusal = line.broken();
        }
        if (refusal == null) {
            transfer.taken();
        } else {
            transfer.fail(refusal);
        }
    }

    /** Why it can't leave, or can't be taken; null where it can. */
    private @Nullable IpcException refusal(Transfer transfer) {
        IpcException away = line.refusal(transfer.envelope());
        if (away != null) {
            return away;
        }
        ReturnAddress to = transfer.to();
        if (to != null) {
            return broker.inbox(to.address().name()) == null
                    ? Line.no(Kind.UNROUTABLE, "the one who asked on '" + channel.name() + "' has gone")
                    : null;
        }
        if (channel.kind() == ChannelKind.COMMANDS && place.isUnknown()) {
            return Line.no(
                    Kind.UNROUTABLE,
                    "nobody has ever received '" + channel.place() + "' on this broker: start its receiver first");
        }
        return transfer.envelope().replyTo() != null && inbox.get() == null
                ? Line.no(Kind.CONNECTION_LOST, "the place for replies to '" + channel.name() + "' was lost")
                : null;
    }

    /** Why it could not be stored; null where it is. */
    private @Nullable IpcException put(Transfer transfer, boolean twice) {
        ReturnAddress to = transfer.to();
        if (to != null) {
            return answer(to, transfer.envelope(), twice);
        }
        if (!place.offer(transfer.envelope(), transfer.deadline())) {
            return Line.no(
                    Kind.OVERLOADED,
                    "a queue of '" + channel.place() + "' is full with " + line.transport.capacity()
                            + " messages: its receivers are too slow, or raise transports.memory.queue");
        }
        if (twice) {
            place.offer(transfer.envelope(), transfer.deadline());
        }
        return null;
    }

    private @Nullable IpcException answer(ReturnAddress to, Envelope reply, boolean twice) {
        Replies taker = broker.inbox(to.address().name());
        if (taker == null) {
            return Line.no(Kind.UNROUTABLE, "the one who asked on '" + channel.name() + "' has gone");
        }
        taker.accept(to, reply);
        if (twice) {
            taker.accept(to, reply);
        }
        return null;
    }

    /** A message or a reply, on its way to the broker. */
    private final class Passage extends Wire.Step {
        private final Transfer transfer;
        private final Faults.Effect effect;

        Passage(Transfer transfer, Faults.Effect effect) {
            this.transfer = transfer;
            this.effect = effect;
            if (transfer.to() == null) {
                broker.begun();
            }
        }

        @Override
        void arrive() {
            MemoryLink.this.arrive(transfer, effect);
            ended();
        }

        @Override
        void lose() {
            transfer.fail(line.broken());
            ended();
        }

        private void ended() {
            if (transfer.to() == null) {
                broker.ended();
            }
        }
    }

    /** Without faults a reply is there at once, and there is nothing to wait for. */
    CompletionStage<Void> reply(Envelope request, Envelope reply) {
        ReturnAddress to = request.replyTo();
        if (to == null || broker.faults() != Faults.NONE) {
            return answer(request, reply);
        }
        IpcException refusal = line.refusal(reply);
        if (refusal == null) {
            refusal = answer(to, reply, false);
        }
        return refusal == null ? DONE : CompletableFuture.failedFuture(refusal);
    }

    // ---- what comes in

    @Override
    protected CompletionStage<Address> openInbox(Replies replies, Consumer<IpcException> lost) {
        IpcException away = line.unreachable();
        if (away != null) {
            return CompletableFuture.failedFuture(away);
        }
        String name = broker.openInbox(replies);
        inbox.set(new Inbox(name, lost));
        return CompletableFuture.completedFuture(Address.of(name));
    }

    @Override
    public Intake receive(ReceiveSpec spec, Receiver receiver) {
        MemoryIntake intake =
                new MemoryIntake(this, place.store(spec.group(), line.transport.capacity()), spec.window(), receiver);
        intakes.add(intake);
        if (!line.transport.isDead()) {
            intake.begin();
        }
        return intake;
    }

    // ---- what happens to the connection

    @Override
    public void drop() {
        line.wire.cut();
        intakes.forEach(MemoryIntake::loseAll);
        Inbox mine = closeInbox();
        if (mine != null) {
            mine.lost().accept(line.broken());
        }
    }

    @Override
    public void back() {
        intakes.forEach(MemoryIntake::back);
    }

    @Override
    public void die() {
        line.wire.cut();
        intakes.forEach(MemoryIntake::leave);
        drop();
    }

    @Override
    public CompletionStage<Void> close() {
        line.close();
        intakes.forEach(MemoryIntake::leave);
        failPending(line.closed());
        var unused = closeInbox();
        return CompletableFuture.completedFuture(null);
    }

    private @Nullable Inbox closeInbox() {
        Inbox mine = inbox.getAndSet(null);
        if (mine != null) {
            broker.closeInbox(mine.name());
        }
        return mine;
    }
}
