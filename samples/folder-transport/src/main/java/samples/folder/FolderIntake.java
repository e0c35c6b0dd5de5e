package samples.folder;

import io.unifiedipc.spi.BrokerDelivery;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Receiver;
import io.unifiedipc.spi.Settlement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Takes messages out of one folder: it renames a file, which only one receiver can, and renames it back to release it. */
// begin: intake
final class FolderIntake implements Intake.Depth {
    private final Path folder;
    private final int window;
    private final Map<Path, BrokerDelivery> unsettled = new ConcurrentHashMap<>();
    private volatile boolean paused;
    private volatile boolean stopped;

    FolderIntake(Path folder, int window) {
        this.folder = folder;
        this.window = window;
    }

    /** Hands over what there is and there is room for. Answers whether there was something. */
    boolean take(FolderLink link, Receiver receiver, Clock clock) throws IOException {
        boolean found = false;
        for (Path file : messages()) {
            if (paused || stopped || unsettled.size() >= window) {
                return found;
            }
            Path taken = file.resolveSibling(file.getFileName() + ".taken");
            try {
                Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                continue; // another receiver was faster
            }
            found = true;
            MessageFile message = MessageFile.read(taken);
            BrokerDelivery delivery = new BrokerDelivery(link, message.envelope(), 0, message.deadline(clock)) {
                @Override
                protected void settled(Settlement settlement) {
                    unsettled.remove(file);
                    end(file, taken, settlement);
                }
            };
            unsettled.put(file, delivery);
            receiver.accept(delivery);
        }
        return found;
    }

    private static void end(Path file, Path taken, Settlement settlement) {
        try {
            if (settlement == Settlement.ACK) {
                Files.delete(taken);
            } else {
                Files.move(taken, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The link closes: what is unsettled goes back. */
    void giveBack() {
        unsettled.forEach((file, delivery) -> {
            if (delivery.lose()) {
                end(file, file.resolveSibling(file.getFileName() + ".taken"), Settlement.RELEASE);
            }
        });
    }

    private List<Path> messages() {
        try (Stream<Path> files = Files.list(Files.createDirectories(folder))) {
            return files.filter(file -> file.toString().endsWith(".message"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletionStage<Void> ready() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public CompletionStage<Void> stop() {
        stopped = true;
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public long waiting() {
        return messages().size();
    }
}
// end: intake
