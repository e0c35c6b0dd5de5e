package samples.folder;

import io.unifiedipc.Headers;
import io.unifiedipc.spi.Address;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.ReturnAddress;
import io.unifiedipc.spi.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A message in a file, whose name says its place in the order. Its deadline is a time of day: clocks differ, disks don't. */
// begin: file
@SuppressWarnings("ArrayRecordComponent") // written and read, and compared by nobody
record MessageFile(
        Map<String, String> headers, byte[] body, @Nullable String replyTo, byte[] correlation, long until) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicLong COUNT = new AtomicLong();

    static void write(Path folder, Transfer message, Clock clock) throws IOException {
        Envelope envelope = message.envelope();
        ReturnAddress where =
                message.to() == null ? envelope.replyTo() : message.to(); // a reply's own, else for its reply
        long now = clock.now().toEpochMilli();
        long left = message.deadline() == Delivery.NO_DEADLINE ? 0 : (message.deadline() - clock.nanos()) / 1_000_000;
        MessageFile file = new MessageFile(
                envelope.headers().toMap(),
                envelope.body(),
                where == null ? null : where.address().name(),
                where == null ? new byte[0] : where.correlation(),
                message.deadline() == Delivery.NO_DEADLINE ? Delivery.NO_DEADLINE : now + left);
        // Who looks into the folder must see a message whole or not at all.
        Path aside = Files.createTempFile(Files.createDirectories(folder), "message", ".part");
        Files.write(aside, JSON.writeValueAsBytes(file));
        String name = String.format("%d-%09d.message", now, COUNT.incrementAndGet());
        Files.move(aside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    static MessageFile read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), MessageFile.class);
    }

    Envelope envelope() {
        Headers all = Headers.EMPTY;
        for (var header : headers.entrySet()) {
            all = all.plus(header.getKey(), header.getValue());
        }
        return new Envelope(all, body, replyTo == null ? null : ReturnAddress.of(Address.of(replyTo), correlation));
    }

    long deadline(Clock clock) {
        return until == Delivery.NO_DEADLINE
                ? until
                : clock.nanos() + (until - clock.now().toEpochMilli()) * 1_000_000;
    }
}
// end: file
