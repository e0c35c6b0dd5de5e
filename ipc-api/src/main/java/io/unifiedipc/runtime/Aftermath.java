package io.unifiedipc.runtime;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.config.ChannelOptions;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Deprecation;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Problems;
import io.unifiedipc.spi.Settlement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What follows the outcome of a piece of work. Where somebody waits, the outcome is the answer, once, and nothing is tried
 * behind their back. Where nobody waits, a failure is tried again with back-off and then {@linkplain GivingUp given up}.
 */
final class Aftermath {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.receiving");

    private final Inbound inbound;
    private final Replies replies;
    private final IpcRuntime runtime;
    private final Resting resting;
    private final GivingUp givingUp;
    private final int retries;

    Aftermath(Inbound inbound, Config onFailure, Replies replies, IpcRuntime runtime) {
        this.inbound = inbound;
        this.replies = replies;
        this.runtime = runtime;
        retries = onFailure.get(ChannelOptions.RETRY);
        resting = new Resting(runtime, onFailure.get(ChannelOptions.BACKOFF).toNanos());
        givingUp = new GivingUp(inbound, runtime, resting, onFailure.find(ChannelOptions.THEN));
    }

    @Nullable
    IpcException checkReplyChannel(Envelope envelope) {
        String name = envelope.headers().get(HeaderNames.REPLY_CHANNEL);
        return name == null || replies.knows(name) ? null : Failures.replyChannel(name);
    }

    /** A piece waits for another, which is the same piece of work. */
    void waits(Work work, Work.Aside aside) {
        work.waitIn(resting, aside);
    }

    /** Whether a failure is to be tried again here; if so that is arranged, and the piece keeps its lane. */
    boolean triesAgain(Work work) {
        IpcException failure = work.failure();
        if (failure == null || resting.isClosing() || !mayTryAgain(work, failure)) {
            return false;
        }
        runtime.logbook()
                .write(Line.of(
                        LOG,
                        Level.INFO,
                        work,
                        "again " + failure.kind(),
                        () -> work + " failed, one of " + (retries + 1) + ": again in "
                                + resting.before(work.tries()) / 1_000_000 + " ms. " + Failures.text(failure)));
        resting.rest(work.tries(), () -> inbound.again(work.retry()), () -> inbound.abandoned(work));
        return true;
    }

    private boolean mayTryAgain(Work work, IpcException failure) {
        return work.delivery().live()
                && !work.delivery().answers()
                && replyChannel(work) == null
                && failure.kind().mayPass()
                && work.tries() <= retries;
    }

    /** The piece's last attempt has ended: answer it, settle it, or put it aside. */
    void conclude(Work work) {
        IpcException failure = work.failure();
        if (!work.delivery().live()) {
            runtime.count(Context.LOST_DELIVERY, inbound.channel());
            inbound.settle(work, Settlement.RELEASE);
        } else if (failure != null && goesBack(work, failure)) {
            handBack(work, failure);
        } else if (repliesElsewhere(work)) {
            sendReply(work, failure);
        } else if (work.delivery().answers()) {
            answer(work, failure == null ? reply(work) : Problems.encode(told(work, failure)));
        } else if (failure == null) {
            inbound.settle(work, Settlement.ACK);
        } else {
            givingUp.on(work, failure);
        }
    }

    /** Whether nobody hears of the failure and another receiver, or this one later, can do what this one can't now. */
    private boolean goesBack(Work work, IpcException failure) {
        boolean notHere = failure.executed() == Executed.NO
                && (failure.kind() == Kind.CLOSED || failure.kind() == Kind.OVERLOADED);
        if (work.delivery().answers()) {
            // More than the window come only where lost deliveries still run. A refusal whose acknowledgement gets lost
            // would
            // be a NO that runs after all, and the message can wait.
            return failure.kind() == Kind.OVERLOADED
                    && work.wasRefused()
                    && work.source().stores();
        }
        return notHere || (resting.isClosing() && mayTryAgain(work, failure));
    }

    private void handBack(Work work, IpcException failure) {
        Runnable release = () -> inbound.settle(work, Settlement.RELEASE);
        if (failure.kind() == Kind.OVERLOADED) {
            resting.rest(1, release, release); // at once it would come again at once
        } else {
            release.run();
        }
    }

    /** Who sent a command whose reply goes elsewhere hears of its refusal there too, unless the sending itself has failed. */
    private boolean repliesElsewhere(Work work) {
        String channel = replyChannel(work);
        return channel != null && (!work.wasRefused() || (!work.delivery().answers() && replies.knows(channel)));
    }

    private static @Nullable String replyChannel(Work work) {
        return work.envelope().headers().get(HeaderNames.REPLY_CHANNEL);
    }

    private static Envelope reply(Work work) {
        Envelope reply = work.reply();
        return reply == null ? Envelope.EMPTY : reply;
    }

    /**
     * A failure as the sender is told it. What a broker brings again may have run before, wherever it is refused now; without one
     * it is the sender who makes another attempt, and knows what became of those before.
     */
    private IpcException told(Work work, IpcException failure) {
        if (failure.kind() == Kind.FAILED) {
            runtime.logbook().write(broken(work, failure.getCause()));
        }
        return failure.executed() == Executed.NO
                        && work.source().stores()
                        && work.delivery().attempt() > 1
                ? failure.executed(Executed.MAYBE)
                : failure;
    }

    /** Who asked is told only where to look, so that all have their own line at least at DEBUG. */
    private static Line broken(Work work, @Nullable Throwable thrown) {
        String kind = work.operation().name() + " broke: "
                + (thrown == null ? "" : thrown.getClass().getName());
        return Line.of(LOG, Level.WARN, work, kind, () -> "the handler of " + work + " broke")
                .with(thrown);
    }

    private void answer(Work work, Envelope reply) {
        CompletionStage<Void> sent = work.delivery().reply(signed(work, reply));
        if (isDoneWell(sent)) {
            inbound.settle(work, Settlement.ACK);
            return;
        }
        whenDone(sent, failed -> {
            if (failed != null) {
                runtime.count(Context.LOST_REPLY, inbound.channel());
                LOG.debug("the reply to {} could not be sent", work, failed);
            }
            inbound.settle(work, Settlement.ACK);
        });
    }

    /** With what a reply says of who answers. */
    private Envelope signed(Work work, Envelope reply) {
        Handling handling = work.handling();
        Deprecation deprecation = handling == null ? null : handling.deprecation();
        if (deprecation == null && inbound.group().isEmpty()) {
            return reply;
        }
        Headers headers = deprecation == null ? reply.headers() : deprecation.in(reply.headers());
        return reply.withHeaders(
                inbound.group().isEmpty() ? headers : headers.plus(HeaderNames.GROUP, inbound.group()));
    }

    /** The reply goes as a message of its own; it is tried until it is taken, and the handler does not run again for it. */
    private void sendReply(Work work, @Nullable IpcException failure) {
        Object value = work.result();
        Envelope kept = work.isDuplicate() ? work.reply() : null;
        String channel = work.envelope().headers().get(HeaderNames.REPLY_CHANNEL, "");
        if (kept != null) {
            sendReply(work, channel, () -> replies.sendKept(channel, kept, work.id()), 1);
        } else if (failure != null) {
            Command<?> reply = Replies.failure(told(work, failure), work.id());
            sendReply(work, channel, () -> replies.send(channel, reply, work.id()), 1);
        } else if (value != null) {
            Command<?> reply = Replies.success(value, work.id());
            sendReply(work, channel, () -> replies.send(channel, reply, work.id()), 1);
        } else {
            concludeReplied(work, null);
        }
    }

    private void sendReply(
            Work work, String channel, Supplier<CompletableFuture<@Nullable Void>> sending, int attempt) {
        whenDone(sending.get(), failed -> {
            if (failed == null) {
                concludeReplied(work, null);
            } else if (attempt <= retries && !resting.isClosing()) {
                resting.rest(
                        attempt,
                        () -> sendReply(work, channel, sending, attempt + 1),
                        () -> inbound.settle(work, Settlement.RELEASE));
            } else {
                concludeReplied(
                        work,
                        IpcException.of(
                                Kind.FAILED,
                                Executed.YES,
                                "it was handled, and its reply to '" + channel + "' could not be sent: "
                                        + failed.getMessage(),
                                failed));
            }
        });
    }

    private void concludeReplied(Work work, @Nullable IpcException failure) {
        if (work.delivery().answers()) {
            answer(work, failure == null ? Envelope.EMPTY : Problems.encode(failure));
        } else if (failure == null) {
            inbound.settle(work, Settlement.ACK);
        } else {
            givingUp.on(work, failure);
        }
    }

    /** Asked first, since most replies are taken at once: it saves the objects that waiting takes. */
    private static boolean isDoneWell(CompletionStage<?> stage) {
        return stage instanceof CompletableFuture<?> future && future.isDone() && !future.isCompletedExceptionally();
    }

    static void whenDone(CompletionStage<?> stage, Consumer<@Nullable Throwable> next) {
        var unused =
                stage.whenComplete((nothing, failed) -> next.accept(failed == null ? null : Failures.unwrap(failed)));
    }

    /** What is waiting for another attempt is given up: its message goes back to where it came from. */
    void close() {
        resting.close();
    }
}
