package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Parked;
import io.unifiedipc.Subscription;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.ReceiveSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One group of a channel, with the transports that feed it: what an operator can ask of it. */
final class Group implements Subscription {
    private final String channel;
    private final Inbound inbound;
    private final List<Source> sources = new CopyOnWriteArrayList<>();
    private final BooleanSupplier held;
    /** Said before it began to receive, it counts from then on. */
    private volatile boolean paused;

    private final CompletableFuture<@Nullable Void> opened = new CompletableFuture<>();

    /** With a reason of ours for which it pauses, beside the application's own. */
    Group(String channel, Inbound inbound, BooleanSupplier held) {
        this.channel = channel;
        this.inbound = inbound;
        this.held = held;
    }

    Inbound inbound() {
        return inbound;
    }

    void open(Link link, ReceiveSpec spec, boolean stores) {
        Source source = inbound.source(spec, stores, () -> paused || held.getAsBoolean());
        sources.add(source);
        source.open(link);
    }

    /** All its transports have been told. */
    void opened() {
        opened.complete(null);
    }

    List<Intake> intakes() {
        return sources.stream()
                .map(Source::intake)
                .filter(intake -> !intake.isCompletedExceptionally()) // its transport refused, and start() has said so
                .map(CompletableFuture::join)
                .toList();
    }

    @Override
    public CompletableFuture<Void> ready() {
        return opened.thenCompose(nothing -> all(Intake::ready));
    }

    CompletableFuture<Void> stop() {
        return all(Intake::stop);
    }

    private CompletableFuture<Void> all(Function<Intake, CompletionStage<Void>> what) {
        return CompletableFuture.allOf(intakes().stream()
                .map(what)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void pause() {
        paused = true;
        update();
    }

    @Override
    public void resume() {
        paused = false;
        sources.forEach(Source::resume);
    }

    /** A reason to pause has come or gone. */
    void update() {
        sources.forEach(Source::update);
    }

    @Override
    public Depth depth() {
        long waiting = -1;
        for (Intake intake : intakes()) {
            if (intake instanceof Intake.Depth depth && depth.waiting() >= 0) {
                waiting = Math.max(0, waiting) + depth.waiting();
            }
        }
        return new Depth(waiting, inbound.inFlight());
    }

    @Override
    public CompletableFuture<Integer> drainParked(int most, Function<Parked, Parked.Verdict> visitor) {
        List<CompletableFuture<Integer>> drains = new ArrayList<>();
        for (Intake intake : intakes()) {
            if (intake instanceof Intake.Parking parking) {
                drains.add(parking.drainParked(most, envelope -> visitor.apply(parked(envelope)))
                        .toCompletableFuture());
            }
        }
        if (drains.isEmpty()) {
            return CompletableFuture.failedFuture(IpcException.of(
                    Kind.UNSUPPORTED, Executed.NO, "'" + channel + "' receives on no transport that parks messages"));
        }
        return CompletableFuture.allOf(drains.toArray(CompletableFuture<?>[]::new))
                .thenApply(nothing ->
                        drains.stream().mapToInt(CompletableFuture::join).sum());
    }

    private static Parked parked(Envelope envelope) {
        var headers = envelope.headers();
        return new Parked(
                headers.get(HeaderNames.ID, ""),
                headers.get(HeaderNames.TYPE, ""),
                headers.get(HeaderNames.PARKED_REASON, ""),
                attempts(headers.get(HeaderNames.PARKED_ATTEMPTS, "0")),
                headers,
                envelope.body());
    }

    private static int attempts(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0; // somebody else's header
        }
    }
}
