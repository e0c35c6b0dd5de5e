package samples.folder;

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
import io.unifiedipc.spi.ReturnAddress;
import io.unifiedipc.spi.Settlement;
import io.unifiedipc.spi.Transfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A channel: one folder for each of its groups, and one for the replies to this link. One thread looks into them. */
// begin: link
final class FolderLink extends BrokerLink {
    private final Path root;
    private final Path place;
    private final Map<FolderIntake, Receiver> intakes = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile boolean closed;

    FolderLink(Path root, ChannelSpec channel, Context context) {
        super(channel, context);
        this.root = root;
        place = root.resolve(channel.place());
        new Thread(this::look, "ipc-" + context.service() + "-folder-" + channel.name()).start();
    }

    @Override
    protected void publish(Transfer transfer) {
        if (closed || !transfer.handOff()) {
            transfer.fail(closed());
            return;
        }
        try {
            ReturnAddress to = transfer.to();
            for (Path folder :
                    to == null ? groups() : List.of(root.resolve(to.address().name()))) {
                MessageFile.write(folder, transfer, context.clock());
            }
            transfer.taken();
        } catch (IOException e) {
            transfer.fail(IpcException.of(
                    Kind.CONNECTION_LOST, Executed.MAYBE, "'" + channel.name() + "' could not be written: " + e, e));
        }
    }

    /** Commands wait in the one group that they have; an event goes to those groups that have been there. */
    private List<Path> groups() throws IOException {
        if (channel.kind() == ChannelKind.COMMANDS) {
            return List.of(group(""));
        }
        try (Stream<Path> all = Files.list(Files.createDirectories(place))) {
            return all.toList();
        }
    }

    private Path group(String name) {
        return place.resolve("group-" + name);
    }

    @Override
    protected CompletionStage<Address> openInbox(Replies replies, Consumer<IpcException> lost) {
        String name = "inbox-" + UUID.randomUUID();
        intakes.put(new FolderIntake(root.resolve(name), Integer.MAX_VALUE), delivery -> {
            Envelope reply = delivery.envelope();
            ReturnAddress to = reply.replyTo();
            if (to != null) {
                replies.accept(to, reply.answeredAt(null));
            }
            delivery.settle(Settlement.ACK);
        });
        return CompletableFuture.completedFuture(Address.of(name));
    }

    @Override
    public Intake receive(ReceiveSpec spec, Receiver receiver) {
        FolderIntake intake = new FolderIntake(group(spec.group()), spec.window());
        intake.waiting(); // makes the folder: from now on this group gets events
        intakes.put(intake, receiver);
        return intake;
    }

    private void look() {
        while (!closed) {
            boolean found = false;
            for (var each : intakes.entrySet()) {
                try {
                    found |= each.getKey().take(this, each.getValue(), context.clock());
                } catch (IOException e) {
                    throw new UncheckedIOException(e); // a toy: its disk does not break
                }
            }
            if (!found) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        over.complete(null);
    }

    @Override
    public CompletionStage<Void> close() {
        closed = true;
        failPending(closed());
        return over.thenRun(() -> intakes.keySet().forEach(FolderIntake::giveBack));
    }

    private IpcException closed() {
        return IpcException.of(Kind.CLOSED, Executed.NO, "'" + channel.name() + "' is closed on this side");
    }
}
// end: link
