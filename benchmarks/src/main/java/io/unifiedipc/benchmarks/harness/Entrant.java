package io.unifiedipc.benchmarks.harness;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.benchmarks.Contender.Side;
import io.unifiedipc.benchmarks.result.Sample;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A contender whose processes run. */
final class Entrant {
    private static final long OPEN_MILLIS = 60_000;
    private static final long ANSWER_MILLIS = 60_000;
    private static final long END_MILLIS = 10_000;

    /** A slice, and how long the JITs of its processes worked in it. */
    record Lap(Sample sample, long jitMillis) {}

    private final Contender contender;
    private final Children children;
    private final Seat seat;
    private @Nullable ChildProcess client;
    private final @Nullable Host server;
    private Usage serverBefore = Usage.NONE;

    /** Its client is not started yet. */
    Entrant(Contender contender, Seat clientSeat, @Nullable Host server, Children children) {
        this.contender = contender;
        this.seat = clientSeat;
        this.server = server;
        this.children = children;
    }

    String name() {
        return contender.name();
    }

    /** Starts it when its server, if any, is open. */
    void startClient() throws IOException, ChildFailure, InterruptedException {
        String address = server == null ? "" : server.address();
        client = children.start(seat.of(Side.CLIENT, address));
    }

    void awaitOpen() throws ChildFailure, InterruptedException {
        client().await(Lines.READY, OPEN_MILLIS);
    }

    /** Makes calls for so long, at least one. */
    Sample slice(long millis) throws ChildFailure, InterruptedException {
        begin(millis);
        Sample sample = end(millis).sample();
        if (sample.calls() == 0) {
            throw new ChildFailure(name() + ": no call ended in a slice of " + millis + " ms", "");
        }
        return sample;
    }

    /** Makes calls for so long; there may be none in it. */
    Lap lap(long millis) throws ChildFailure, InterruptedException {
        begin(millis);
        return end(millis);
    }

    /** Lets it make calls, and does not wait. */
    void begin(long millis) throws ChildFailure, InterruptedException {
        serverBefore = serverUsage();
        client().tell(Lines.RUN + " " + millis);
    }

    /** Waits until they have ended. */
    Lap end(long millis) throws ChildFailure, InterruptedException {
        long[] numbers = Lines.numbers(client().await(Lines.RUN, millis + ANSWER_MILLIS), 7);
        Usage ofClient = new Usage(numbers[4], numbers[5], numbers[6]);
        Usage ofServer = serverUsage().since(serverBefore);
        Usage measured = contender.measured() == Side.SERVER ? ofServer : ofClient;
        return new Lap(
                new Sample(numbers[0], numbers[1], measured.cpuNanos(), measured.bytes(), numbers[2], numbers[3]),
                ofClient.jitMillis() + ofServer.jitMillis());
    }

    private Usage serverUsage() throws ChildFailure, InterruptedException {
        return server == null ? Usage.NONE : server.usage();
    }

    /** A failure there is one of the contender. */
    void closeClient() throws ChildFailure, InterruptedException {
        client().close(ANSWER_MILLIS);
    }

    /** When all clients are closed. */
    void closeServer() throws ChildFailure, InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    /** Lets its processes end in order, for some time: a flight recording is written then. */
    void awaitEnd() throws InterruptedException {
        client().awaitEnd(END_MILLIS);
        if (server != null) {
            server.awaitEnd(END_MILLIS);
        }
    }

    private ChildProcess client() {
        if (client == null) {
            throw new IllegalStateException(contender.name() + " is not started");
        }
        return client;
    }
}
