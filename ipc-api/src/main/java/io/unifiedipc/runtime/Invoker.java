package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Binding;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The handler's part: is it still wanted, can it be read, what does the handler make of it. */
final class Invoker {
    private final String codec;
    private final Codecs codecs;
    private final Encoder encoder;
    private final Permission permission;
    private final @Nullable Deduplication deduplication;
    private final IpcRuntime runtime;

    /** With a store of outcomes, or null for none; where there is none, no operation needs it. */
    Invoker(
            String codec,
            Codecs codecs,
            Encoder encoder,
            Permission permission,
            @Nullable Deduplication deduplication,
            IpcRuntime runtime) {
        this.codec = codec;
        this.codecs = codecs;
        this.encoder = encoder;
        this.permission = permission;
        this.deduplication = deduplication;
        this.runtime = runtime;
    }

    /** Handles a piece whose turn has come. Called by {@link Work#runHere}. */
    void handle(Work work) {
        Handling handling = work.handling();
        if (handling == null || work.isDone()) {
            work.end();
            return;
        }
        try {
            if (isLate(work) || (permission.asks() && isRefused(work))) {
                return;
            }
            if (deduplication != null && OutcomeQuery.is(handling.operation().name())) {
                deduplication.answer(work);
                return;
            }
            Object payload = payload(work, handling.operation().payload());
            if (deduplication != null && work.operation().deduplicated() && !begins(deduplication, work)) {
                return;
            }
            runtime.observers().started(work);
            work.handOff();
            Object result = invoke(work, handling, payload);
            if (result instanceof CompletionStage<?> stage) {
                work.awaits(stage);
            } else {
                answered(work, result, null);
            }
        } catch (IpcException e) {
            if (work.executedSoFar() == Executed.NO && work.begun() == null) {
                work.fail(e);
            } else {
                answered(work, null, e);
            }
        } catch (Throwable e) {
            if (work.executedSoFar() == Executed.NO && work.begun() == null) {
                work.fail(Failures.unread(e, work.operation(), work.id()));
            } else {
                answered(work, null, e);
            }
        }
    }

    /** Whether it is this one's turn to run, and still wanted after the time that it took to find out. */
    private boolean begins(Deduplication outcomes, Work work) {
        if (!outcomes.begins(work)) {
            return false;
        }
        IpcException late = lateness(work);
        if (late == null && !work.isDone()) {
            return true;
        }
        Begun begun = work.takeBegun();
        if (begun != null) {
            outcomes.release(work, begun);
        }
        if (late == null || !isLate(work)) {
            work.end();
        }
        return false;
    }

    private boolean isLate(Work work) {
        IpcException late = lateness(work);
        if (late != null) {
            runtime.count(Context.EXPIRED, work.channel());
            work.fail(work.hasTwin() ? late.executed(Executed.MAYBE) : late);
        }
        return late != null;
    }

    /** Whether it ends here, as nobody may do that, or in the time that it took to find out. */
    private boolean isRefused(Work work) {
        IpcException refusal = permission.refusal(work);
        if (refusal != null) {
            work.fail(refusal);
            return true;
        }
        if (work.isDone()) {
            work.end();
            return true;
        }
        return isLate(work);
    }

    private @Nullable Object invoke(Work work, Handling handling, Object payload) throws Exception {
        Work before = Handled.enter(work);
        try {
            return invokeHere(work, handling, payload);
        } finally {
            Handled.leave(before);
        }
    }

    private static @Nullable Object invokeHere(Work work, Handling handling, Object payload) throws Exception {
        if (handling.operation().nonBlocking()) {
            return handling.handler().handle(new ReceivedMessage(work, payload));
        }
        Mdc mdc = Mdc.enter(work);
        try {
            return handling.handler().handle(new ReceivedMessage(work, payload));
        } finally {
            mdc.leave();
        }
    }

    private Object payload(Work work, Type type) {
        if (type == void.class) {
            return Contracts.NOTHING;
        }
        Binding.Received binding = work.delivery().binding();
        if (binding == null) {
            return codecs.decode(work.envelope(), type, work, codec);
        }
        try {
            return binding.read(type, (part, as) -> codecs.decode(part, as, work, codec));
        } catch (IOException e) {
            throw IpcException.of(
                    Kind.UNDECODABLE, Executed.NO, work.subject() + " does not fit: " + e.getMessage(), e);
        }
    }

    private @Nullable IpcException lateness(Work work) {
        if (work.remaining() <= 0) {
            return Failures.late(work.operation().name(), work.channel());
        }
        String expires = work.envelope().headers().get(HeaderNames.EXPIRES);
        if (expires == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(expires)
                            .toInstant()
                            .isBefore(runtime.clock().now())
                    ? Failures.expired(work.operation().name(), work.channel(), expires)
                    : null;
        } catch (DateTimeException e) {
            return Failures.invalid("'" + expires + "' in " + HeaderNames.EXPIRES + " is no time by RFC 3339");
        }
    }

    /** The handler has answered, or thrown. */
    void answered(Work work, @Nullable Object value, @Nullable Throwable thrown) {
        Begun begun = work.takeBegun();
        if (thrown != null) {
            failed(work, begun, Failures.thrown(thrown, work.operation(), work.id()), true);
            return;
        }
        Envelope reply;
        try {
            work.result(value);
            reply = work.delivery().answers() || begun != null ? reply(work, value) : Envelope.EMPTY;
        } catch (IOException | RuntimeException | Error e) {
            failed(work, begun, Failures.unwritable(e, work.operation(), work.id()), false);
            return;
        }
        if (begun != null && deduplication != null) {
            deduplication.finish(work, begun, deduplication.kept(work, value, reply), null);
        } else {
            work.succeed(reply);
        }
    }

    /** It ends with a failure, after its handler was called: the handler broke, or what it answered can't be written. */
    private void failed(Work work, @Nullable Begun begun, IpcException failure, boolean broke) {
        if (begun != null && deduplication != null) {
            deduplication.finish(work, begun, Deduplication.kept(failure, broke), failure);
        } else {
            work.fail(failure);
        }
    }

    private Envelope reply(Work work, @Nullable Object value) throws IOException {
        Binding.Received binding = work.delivery().binding();
        Type type = work.operation().reply();
        return binding == null ? encoder.reply(value, type) : encoder.reply(binding, value, type);
    }
}
