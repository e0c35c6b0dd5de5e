package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Interaction;
import io.unifiedipc.spi.Observer;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs what its callers and senders are told, and nobody else would hear of: {@code log-calls} of the configuration. What
 * the receiving side does with a message that nobody waits for is logged where it is done. Never a body or a header.
 */
final class CallLog implements Observer {
    private static final Logger CALLING = LoggerFactory.getLogger("io.unifiedipc.calling");
    private static final Logger RECEIVING = LoggerFactory.getLogger("io.unifiedipc.receiving");
    private static final Logger ODDITIES = LoggerFactory.getLogger("io.unifiedipc.oddities");

    private final Logbook logbook;
    private final Clock clock;

    CallLog(Logbook logbook, Clock clock) {
        this.logbook = logbook;
        this.clock = clock;
    }

    @Override
    public void ended(Call call) {
        IpcException failure = call.failure();
        if (failure == null) {
            write(CALLING, Level.DEBUG, call, "success", () -> call + " succeeded" + effort(call));
        } else {
            Level level = isAnAnswer(failure.kind()) ? Level.DEBUG : Level.WARN;
            write(
                    CALLING,
                    level,
                    call,
                    "" + failure.kind(),
                    () -> call + " failed" + effort(call) + ": " + Failures.text(failure));
        }
    }

    /** What the caller, or the business, wanted is no trouble. */
    private static boolean isAnAnswer(Kind kind) {
        return kind == Kind.REFUSED || kind == Kind.CANCELLED;
    }

    private String effort(Interaction call) {
        long ms = (clock.nanos() - call.startedAt()) / 1_000_000;
        int attempts = call.attempts();
        return attempts == 1 ? " after " + ms + " ms" : " after " + ms + " ms and " + attempts + " attempts";
    }

    @Override
    public void retried(Call attempt, IpcException failure, long pauseNanos) {
        write(
                CALLING,
                Level.INFO,
                attempt,
                "retry " + failure.kind(),
                () -> attempt + ": another follows in " + pauseNanos / 1_000_000 + " ms. " + Failures.text(failure));
    }

    @Override
    public void fellBack(Call call, IpcException reason, String source, Duration age) {
        write(
                CALLING,
                Level.WARN,
                call,
                "fallback " + source + " " + reason.kind(),
                () -> call + " gets a reply of " + source + (age.isZero() ? "" : ", " + age.toMillis() + " ms old")
                        + ". " + Failures.text(reason));
    }

    @Override
    public void counted(String what, String channel) {
        if (what.equals(Context.PARKED)) {
            return; // that has a line of its own, with the reason
        }
        logbook.write(new Line(ODDITIES, Level.INFO, channel, what, null, () -> what + " on '" + channel + "'", null));
    }

    @Override
    public void handled(Interaction attempt) {
        IpcException failure = attempt.failure();
        if (failure == null) {
            write(RECEIVING, Level.DEBUG, attempt, "handled", () -> attempt + " was handled" + effort(attempt));
        } else if (failure.executed() == Executed.NO) {
            write(
                    RECEIVING,
                    Level.INFO,
                    attempt,
                    "refused " + failure.kind(),
                    () -> attempt + " was not started: " + Failures.text(failure));
        }
    }

    private void write(Logger log, Level level, Interaction about, String kind, Supplier<String> text) {
        logbook.write(Line.of(log, level, about, kind, text));
    }
}
