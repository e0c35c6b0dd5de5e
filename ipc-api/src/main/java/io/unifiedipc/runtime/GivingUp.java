package io.unifiedipc.runtime;

import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.config.ChannelOptions.Then;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Settlement;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What becomes of a message that nobody waits for when its retries are used up: {@code then} of the configuration. Where it
 * says nothing the message is parked, or goes back where its transport can't park: nothing is lost unless someone wrote so.
 */
final class GivingUp {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.receiving");
    private static final int LONGEST_REASON = 500;

    private final Inbound inbound;
    private final IpcRuntime runtime;
    private final Resting resting;
    private final @Nullable Then then;

    GivingUp(Inbound inbound, IpcRuntime runtime, Resting resting, @Nullable Then then) {
        this.inbound = inbound;
        this.runtime = runtime;
        this.resting = resting;
        this.then = then;
    }

    void on(Work work, IpcException failure) {
        if (then == Then.DROP) {
            drop(work, failure);
        } else {
            withIntake(work, intake -> {
                if (then == Then.STOP) {
                    stop(work, failure);
                } else if (intake instanceof Intake.Parking parking) {
                    park(work, failure, parking, 1);
                } else {
                    resting.rest(1, () -> handBack(work), () -> handBack(work));
                }
            });
        }
    }

    private void drop(Work work, IpcException failure) {
        say(
                Level.WARN,
                work,
                "dropped " + failure.kind(),
                () -> work + " is dropped, as 'then: drop' says: " + Failures.text(failure),
                null);
        inbound.settle(work, Settlement.ACK);
    }

    private void stop(Work work, IpcException failure) {
        LOG.error(
                "'{}' stops receiving, as 'then: stop' says, at {}: {}", work.channel(), work, Failures.text(failure));
        work.source().stop();
        inbound.handBackWaiting();
        handBack(work);
    }

    private void park(Work work, IpcException failure, Intake.Parking parking, int attempt) {
        Aftermath.whenDone(parking.park(withReason(work, failure)), failed -> {
            if (failed == null) {
                runtime.count(Context.PARKED, work.channel());
                runtime.observers().parked(work, failure);
                say(
                        Level.WARN,
                        work,
                        "parked " + failure.kind(),
                        () -> work + " is parked: " + Failures.text(failure),
                        failure.getCause());
                inbound.settle(work, Settlement.ACK);
            } else {
                say(
                        Level.ERROR,
                        work,
                        "can't park",
                        () -> work + " can't be parked; it stays unsettled, and parking is tried again",
                        failed);
                resting.rest(attempt + 1, () -> park(work, failure, parking, attempt + 1), () -> handBack(work));
            }
        });
    }

    private static Envelope withReason(Work work, IpcException failure) {
        Headers headers = work.envelope()
                .headers()
                .without(HeaderNames.PARKED_REASON)
                .without(HeaderNames.PARKED_ATTEMPTS)
                .plus(HeaderNames.PARKED_REASON, printable(Failures.text(failure)))
                .plus(HeaderNames.PARKED_ATTEMPTS, Integer.toString(work.wasRefused() ? 0 : work.attempt()));
        return Envelope.of(headers, work.envelope().body());
    }

    private void handBack(Work work) {
        inbound.settle(work, Settlement.RELEASE);
    }

    private void say(Level level, Work work, String kind, Supplier<String> text, @Nullable Throwable thrown) {
        runtime.logbook().write(Line.of(LOG, level, work, kind, text).with(thrown));
    }

    private void withIntake(Work work, Consumer<Intake> next) {
        CompletableFuture<Intake> intake = work.source().intake();
        Aftermath.whenDone(intake.thenAccept(next), failed -> {
            if (failed != null) {
                say(
                        Level.ERROR,
                        work,
                        "can't put aside",
                        () -> work + " could not be put aside, and stays unsettled",
                        failed);
            }
        });
    }

    private static String printable(String text) {
        String cut = text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "...";
        return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
    }
}
