package io.unifiedipc.runtime;

import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.config.ChannelOptions;
import io.unifiedipc.config.ChannelOptions.Then;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Problems;
import io.unifiedipc.spi.Settlement;
import io.unifiedipc.spi.Timers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows the outcome of a piece of work. Where somebody waits, the outcome is the answer, once, and nothing is tried
 * behind their back. Where nobody waits, a failure is tried again with back-off, then parked, stopped at or dropped.
 */
final class Aftermath {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.receiving");
    private static final long LONGEST_BACKOFF = 60_000_000_000L;
    private static final int LONGEST_REASON = 500;

    private final Inbound inbound;
    private final Replies replies;
    private final IpcRuntime runtime;
    private final int retries;
    private final long backoff;
    private final @Nullable Then then;
    private final Set<Later> resting = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    Aftermath(Inbound inbound, Config onFailure, Replies replies, IpcRuntime runtime) {
        this.inbound = inbound;
        this.replies = replies;
        this.runtime = runtime;
        retries = onFailure.get(ChannelOptions.RETRY);
        backoff = onFailure.get(ChannelOptions.BACKOFF).toNanos();
        then = onFailure.find(ChannelOptions.THEN);
    }

    @Nullable
    IpcException checkReplyChannel(Envelope envelope) {
        String name = envelope.headers().get(HeaderNames.REPLY_CHANNEL);
        return name == null || replies.knows(name) ? null : Failures.replyChannel(name);
    }

    /** A message that never reaches its handler. */
    void refuse(Work work, IpcException failure) {
        work.refused();
        work.fail(failure);
    }

    /** A message without a handler that is nobody's failure. */
    void succeeded(Work work, Envelope reply) {
        work.refused();
        work.succeed(reply);
    }

    /** Whether a failure is to be tried again here; if so that is arranged, and the piece keeps its lane. */
    boolean triesAgain(Work work) {
        IpcException failure = work.failure();
        if (failure == null
                || closing
                || work.wasRefused()
                || !work.delivery().live()
                || answersSomebody(work)
                || !failure.kind().mayPass()
                || work.attempt() > retries) {
            return false;
        }
        long pause = doubled(work.attempt() - 1);
        LOG.info(
                "{} on '{}' failed, attempt {} of {}: again in {} ms. {}",
                work.operation().name(),
                inbound.channel(),
                work.attempt(),
                retries + 1,
                pause / 1_000_000,
                text(failure),
                failure.getCause());
        later(pause, () -> inbound.again(work.retry()), () -> inbound.abandoned(work));
        return true;
    }

    /** The piece's last attempt has ended: answer it, settle it, or put it aside. */
    void conclude(Work work) {
        IpcException failure = work.failure();
        if (!work.delivery().live()) {
            runtime.count("lost-delivery", inbound.channel());
            inbound.settle(work, Settlement.RELEASE);
        } else if (failure != null
                && failure.kind() == Kind.CLOSED
                && !work.delivery().answers()) {
            inbound.settle(work, Settlement.RELEASE);
        } else if (replyChannel(work) != null && !work.wasRefused()) {
            sendReply(work, failure);
        } else if (work.delivery().answers()) {
            answer(work, failure == null ? reply(work) : Problems.encode(logged(work, failure)));
        } else if (failure == null) {
            inbound.settle(work, Settlement.ACK);
        } else {
            giveUp(work, failure);
        }
    }

    private boolean answersSomebody(Work work) {
        return work.delivery().answers() || replyChannel(work) != null;
    }

    private static @Nullable String replyChannel(Work work) {
        return work.envelope().headers().get(HeaderNames.REPLY_CHANNEL);
    }

    private static Envelope reply(Work work) {
        Envelope reply = work.reply();
        return reply == null ? Envelope.EMPTY : reply;
    }

    private IpcException logged(Work work, IpcException failure) {
        if (failure.kind() == Kind.FAILED) {
            LOG.warn(
                    "the handler of {} on '{}' broke, message id {}",
                    work.operation().name(),
                    inbound.channel(),
                    work.id(),
                    failure.getCause());
        }
        return failure;
    }

    private void answer(Work work, Envelope reply) {
        Envelope named = inbound.group().isEmpty()
                ? reply
                : reply.withHeaders(reply.headers().plus(HeaderNames.GROUP, inbound.group()));
        whenDone(work.delivery().reply(named), failed -> {
            if (failed != null) {
                runtime.count("reply-lost", inbound.channel());
                LOG.debug(
                        "the reply to {} on '{}' could not be sent",
                        work.operation().name(),
                        inbound.channel(),
                        failed);
            }
            inbound.settle(work, Settlement.ACK);
        });
    }

    /** The reply goes as a message of its own; it is tried until it is taken, and the handler does not run again for it. */
    private void sendReply(Work work, @Nullable IpcException failure) {
        Object value = work.result();
        if (failure == null && value == null) {
            concludeOneWay(work);
            return;
        }
        var reply = failure != null || value == null
                ? Replies.failure(logged(work, java.util.Objects.requireNonNull(failure)), work.id())
                : Replies.success(value, work.id());
        sendReply(work, reply, 1);
    }

    private void sendReply(Work work, io.unifiedipc.Command<?> reply, int attempt) {
        String channel = java.util.Objects.requireNonNull(replyChannel(work));
        whenDone(replies.send(channel, reply, work.id()), failed -> {
            if (failed == null) {
                concludeOneWay(work);
            } else if (attempt <= retries && !closing) {
                later(doubled(attempt - 1), () -> sendReply(work, reply, attempt + 1), () -> settleLost(work));
            } else {
                giveUp(
                        work,
                        IpcException.of(
                                Kind.FAILED,
                                io.unifiedipc.Executed.YES,
                                "it was handled, and its reply to '" + channel + "' could not be sent: "
                                        + failed.getMessage(),
                                failed));
            }
        });
    }

    private void settleLost(Work work) {
        inbound.settle(work, Settlement.RELEASE);
    }

    private void concludeOneWay(Work work) {
        if (work.delivery().answers()) {
            answer(work, Envelope.EMPTY);
        } else {
            inbound.settle(work, Settlement.ACK);
        }
    }

    private void giveUp(Work work, IpcException failure) {
        if (work.delivery().answers()) {
            answer(work, Problems.encode(failure));
        } else if (then == Then.DROP) {
            LOG.warn(
                    "{} on '{}' is dropped, as 'then: drop' says, message id {}: {}",
                    work.operation().name(),
                    inbound.channel(),
                    work.id(),
                    text(failure));
            inbound.settle(work, Settlement.ACK);
        } else if (then == Then.STOP) {
            LOG.error(
                    "'{}' stops receiving, as 'then: stop' says, at message id {}: {}",
                    inbound.channel(),
                    work.id(),
                    text(failure),
                    failure.getCause());
            whenDone(intake(work).thenAccept(Intake::pause), failed -> inbound.settle(work, Settlement.RELEASE));
        } else {
            whenDone(intake(work).thenAccept(intake -> park(work, failure, intake, 1)), failed -> {});
        }
    }

    private void park(Work work, IpcException failure, Intake intake, int attempt) {
        if (!(intake instanceof Intake.Parking parking)) {
            handBackLater(work, attempt);
            return;
        }
        whenDone(parking.park(withReason(work, failure)), failed -> {
            if (failed == null) {
                runtime.count("parked", inbound.channel());
                LOG.warn(
                        "{} on '{}' is parked after {} attempts, message id {}: {}",
                        work.operation().name(),
                        inbound.channel(),
                        work.attempt(),
                        work.id(),
                        text(failure),
                        failure.getCause());
                inbound.settle(work, Settlement.ACK);
            } else {
                LOG.error(
                        "{} on '{}' can't be parked, message id {}; it stays unsettled and parking is tried again",
                        work.operation().name(),
                        inbound.channel(),
                        work.id(),
                        failed);
                later(doubled(attempt), () -> park(work, failure, intake, attempt + 1), () -> settleLost(work));
            }
        });
    }

    /** Nowhere to park it, and it must not be lost: it goes back to where it came from, not faster than the back-off. */
    private void handBackLater(Work work, int attempt) {
        later(doubled(attempt), () -> settleLost(work), () -> settleLost(work));
    }

    private Envelope withReason(Work work, IpcException failure) {
        String reason = printable(text(failure));
        Headers headers = work.envelope()
                .headers()
                .without(HeaderNames.PARKED_REASON)
                .without(HeaderNames.PARKED_ATTEMPTS)
                .plus(HeaderNames.PARKED_REASON, reason)
                .plus(HeaderNames.PARKED_ATTEMPTS, Integer.toString(work.wasRefused() ? 0 : work.attempt()));
        return Envelope.of(headers, work.envelope().body());
    }

    private static String text(IpcException failure) {
        Throwable cause = failure.getCause();
        String why = cause == null || cause instanceof IpcException ? "" : " (" + cause + ")";
        return failure.getMessage() + why;
    }

    private static String printable(String text) {
        String cut = text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "...";
        return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
    }

    private static CompletableFuture<Intake> intake(Work work) {
        return work.source().intake();
    }

    private static void whenDone(CompletionStage<?> stage, java.util.function.Consumer<@Nullable Throwable> next) {
        stage.whenComplete((nothing, failed) -> next.accept(failed == null ? null : Failures.unwrap(failed)));
    }

    // ---- waiting

    private long doubled(int times) {
        return Math.min(LONGEST_BACKOFF, Math.min(LONGEST_BACKOFF, backoff) << Math.min(20, times));
    }

    private void later(long nanos, Runnable then, Runnable otherwise) {
        Later entry = new Later(runtime.clock().nanos() + nanos, then, otherwise);
        resting.add(entry);
        runtime.timers().add(entry);
        if (closing) {
            entry.giveUp();
        }
    }

    /** What is waiting for another attempt is given up: its message goes back to where it came from. */
    void close() {
        closing = true;
        resting.forEach(Later::giveUp);
    }

    private final class Later extends Timers.Entry {
        private final long due;
        private final Runnable then;
        private final Runnable otherwise;

        Later(long due, Runnable then, Runnable otherwise) {
            this.due = due;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public void run() {
            if (resting.remove(this)) {
                then.run();
            }
        }

        void giveUp() {
            if (resting.remove(this)) {
                runtime.timers().remove(this);
                otherwise.run();
            }
        }
    }
}
