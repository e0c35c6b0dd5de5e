package io.unifiedipc.runtime;

import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Gathered;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Binding;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Gather;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Problems;
import io.unifiedipc.spi.Style;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The calling side of a channel: encode, make the call, send it down the stack, read what comes back. */
final class Outbound {
    private final String channel;
    private final String codec;
    private final Duration timeout;
    private final boolean detached;
    private final Encoder encoder;
    private final Codecs codecs;
    private final IpcRuntime runtime;
    private final OutstandingLimit limit;
    private final Call.EndHook deprecations;
    private final List<Decorator> decorators;
    private final Stack stack;
    private final Link link;
    private volatile boolean closed;

    Outbound(
            String channel,
            String codec,
            Duration timeout,
            boolean detached,
            Encoder encoder,
            Codecs codecs,
            IpcRuntime runtime,
            OutstandingLimit limit,
            int major,
            List<Decorator> decorators,
            Link link) {
        this.channel = channel;
        this.codec = codec;
        this.timeout = timeout;
        this.detached = detached;
        this.encoder = encoder;
        this.codecs = codecs;
        this.runtime = runtime;
        this.limit = limit;
        deprecations = runtime.deprecations().watching(major);
        this.link = link;
        this.decorators = List.copyOf(decorators);
        stack = new Stack(decorators, this::toLink);
    }

    /** Waits on the calling thread for a reply of this type. */
    @Nullable
    Object request(OperationSpec operation, Command<?> command, @Nullable Object payload, Type reply) {
        Call call = await(start(operation, Style.REQUEST, command, payload));
        try {
            return read(call, reply);
        } catch (IpcException e) {
            throw e.here();
        }
    }

    /** A future of the reply. */
    <T> CompletableFuture<T> requestAsync(
            OperationSpec operation,
            Command<?> command,
            @Nullable Object payload,
            Function<Call, T> reader,
            UnaryOperator<Throwable> translator) {
        Start start = start(operation, Style.REQUEST, command, payload);
        return launch(start, reader, translator);
    }

    void send(OperationSpec operation, Command<?> command, @Nullable Object payload) {
        await(start(operation, Style.SEND, command, payload));
    }

    CompletableFuture<@Nullable Void> sendAsync(OperationSpec operation, Command<?> command, @Nullable Object payload) {
        return launch(start(operation, Style.SEND, command, payload), Outbound::nothing);
    }

    /** Sends a reply that goes as a message of its own. */
    CompletableFuture<@Nullable Void> answer(OperationSpec operation, Command<?> reply, String answers) {
        Envelope envelope = encoder.message(
                encoder.form(operation),
                reply.payload(),
                reply,
                reply.idempotencyKey(),
                null,
                null,
                answers,
                runtime.clock().now());
        return launch(new Start(operation, Style.SEND, envelope, reply.payload(), null, true), Outbound::nothing);
    }

    /** Asks what became of a command; the query has its idempotency key. */
    <T> CompletableFuture<T> outcome(Command<?> query, String asked, Instant made, Function<Call, T> reader) {
        Start start = start(OutcomeQuery.OPERATION, Style.REQUEST, query, null);
        Envelope envelope = OutcomeQuery.asking(start.envelope, asked, made);
        return launch(new Start(start.operation, start.style, envelope, null, start.timeout, start.detached), reader);
    }

    /** Sends an encoded reply once more, as the message that it was. */
    CompletableFuture<@Nullable Void> answerAgain(String name, Envelope kept, Command<?> reply, String answers) {
        OperationSpec operation = OperationSpec.of(name, byte[].class, Object.class);
        Envelope message = encoder.message(
                encoder.form(operation),
                reply.payload(),
                reply,
                reply.idempotencyKey(),
                null,
                null,
                answers,
                runtime.clock().now());
        String type = kept.headers().get(HeaderNames.CONTENT_TYPE);
        Envelope typed =
                type == null ? message : message.withHeaders(message.headers().with(HeaderNames.CONTENT_TYPE, type));
        return launch(new Start(operation, Style.SEND, typed, reply.payload(), null, true), Outbound::nothing);
    }

    void publish(OperationSpec operation, Event<?> event) {
        await(start(operation, event));
    }

    CompletableFuture<@Nullable Void> publishAsync(OperationSpec operation, Event<?> event) {
        return launch(start(operation, event), Outbound::nothing);
    }

    private Start start(OperationSpec operation, Event<?> event) {
        return new Start(
                operation,
                Style.PUBLISH,
                encode(operation, event),
                event.payload(),
                event.timeout(),
                event.isDetached());
    }

    <R> CompletableFuture<Gathered<R>> gather(OperationSpec operation, Event<?> event, Class<R> reply) {
        Pending<Gathered<R>> outcome =
                new Pending<>(done -> gathered((Gather) done, reply), UnaryOperator.identity(), runtime);
        long now = runtime.clock().nanos();
        Gather gather = new Gather(
                channel,
                operation,
                encode(operation, event),
                now,
                deadline(now, event.timeout(), event.isDetached()),
                event.expected(),
                outcome);
        outcome.follows(gather);
        proceed(gather);
        return outcome;
    }

    /** A reply as a document of this type. */
    <R> Document<R> document(Call done, Class<R> type) {
        return document(as(type, read(done, type)), reply(done), done.isStandIn());
    }

    /** Whether a reply stands in for the receiver's is known here and by nobody on the other side. */
    private static <R> Document<R> document(@Nullable R payload, Envelope reply, boolean standIn) {
        Headers headers = reply.headers();
        return new Document<>(
                payload,
                standIn ? headers : headers.without(HeaderNames.FALLBACK).without(HeaderNames.FALLBACK_AGE_MS));
    }

    /** The reply's payload, or null where it has none or none is wanted. What stands in for a reply says nothing of the receiver. */
    @Nullable
    Object read(Call done, Type type) {
        try {
            return readReply(done, type);
        } catch (IpcException e) {
            throw done.isStandIn()
                    ? e.executed(Executed.MAYBE).saying("; it is no reply of the receiver's, but its fallback")
                    : e;
        }
    }

    private @Nullable Object readReply(Call done, Type type) {
        Envelope reply = reply(done);
        Binding binding = encoder.form(done.operation()).binding();
        if (binding == null || type == Void.class || type == void.class) {
            return read(reply, done.operation(), type);
        }
        try {
            return binding.read(done.envelope(), reply, type, (part, as) -> read(part, done.operation(), as));
        } catch (IpcException e) {
            throw e.executed(Problems.executed(reply));
        } catch (IOException | RuntimeException e) {
            throw IpcException.of(
                    Kind.UNDECODABLE,
                    Problems.executed(reply),
                    "the reply to " + done.operation().name() + " on '" + channel + "' does not fit: " + e.getMessage(),
                    e);
        }
    }

    /** A reply's payload, by its content type. */
    @Nullable
    Object read(Envelope reply, OperationSpec operation, Type type) {
        if (type == Void.class || type == void.class || (reply.body().length == 0 && type != byte[].class)) {
            return null;
        }
        try {
            return codecs.decode(reply, type, "the reply to " + operation.name() + " on '" + channel + "'", codec);
        } catch (IpcException e) {
            throw e.executed(Problems.executed(reply));
        }
    }

    /** A value as this type, which may be {@code int.class}. */
    @SuppressWarnings("unchecked")
    static <R> @Nullable R as(Class<R> type, @Nullable Object value) {
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        if (value != null && !boxed.isInstance(value)) {
            throw IpcException.of(
                    Kind.UNDECODABLE,
                    Executed.YES,
                    "its codec made a " + value.getClass().getName() + " of a reply that should be a "
                            + boxed.getName());
        }
        return (R) value;
    }

    private <R> Gathered<R> gathered(Gather done, Class<R> type) {
        List<Document<R>> replies = new ArrayList<>();
        List<IpcException> failures = new ArrayList<>(done.failures());
        for (Envelope reply : done.replies()) {
            try {
                replies.add(document(as(type, read(reply, done.operation(), type)), reply, false));
            } catch (IpcException e) {
                failures.add(e);
            }
        }
        return new Gathered<>(replies, failures);
    }

    OutstandingLimit limit() {
        return limit;
    }

    /** Refuses what comes from now on, and ends what waits on its way. */
    void close() {
        closed = true;
        stack.close();
    }

    private Call await(Start start) {
        Call call = call(start, true, null);
        call.payload(start.payload);
        proceed(call);
        Work handled = Handled.rest();
        try {
            call.await(runtime.clock());
        } finally {
            Handled.goOn(handled);
        }
        IpcException failure = call.failure();
        if (failure != null) {
            throw failure.here();
        }
        return call;
    }

    private <T> CompletableFuture<T> launch(Start start, Function<Call, T> reader) {
        return launch(start, reader, UnaryOperator.identity());
    }

    private <T> CompletableFuture<T> launch(
            Start start, Function<Call, T> reader, UnaryOperator<Throwable> translator) {
        Pending<T> outcome = new Pending<>(reader, translator, runtime);
        Call call = call(start, false, outcome);
        call.payload(start.payload);
        outcome.follows(call);
        proceed(call);
        return outcome;
    }

    private Call call(Start start, boolean mayBlock, Call.@Nullable Listener listener) {
        long now = runtime.clock().nanos();
        long deadline = deadline(now, start.timeout, start.detached);
        return start.style == Style.PUBLISH
                ? new Publication(channel, start.operation, start.envelope, now, deadline, mayBlock, listener)
                : new Call(channel, start.operation, start.style, start.envelope, now, deadline, mayBlock, listener);
    }

    /** What is left of the message in whose handling it is made: whoever waits for that hears of nothing that comes later. */
    private long deadline(long now, @Nullable Duration own, boolean alone) {
        long asked = Clock.after(now, own == null ? timeout : own);
        Work handled = alone || detached ? null : Handled.current();
        return handled == null ? asked : Math.min(asked, handled.deadline());
    }

    private void proceed(Call call) {
        Work handled = Handled.current();
        if (handled != null) {
            call.within(handled.delivery());
        }
        call.onEnd(deprecations);
        runtime.observers().sent(call);
        if (closed) {
            call.fail(Stack.closed(channel));
        } else if (call.deadline() <= call.startedAt()) {
            runtime.count(Context.EXPIRED, channel);
            call.run();
            call.end();
        } else {
            stack.proceed(call);
        }
    }

    private void toLink(Call call) {
        call.reachesLink();
        switch (call.style()) {
            case REQUEST -> link.request(call);
            case GATHER -> link.gather((Gather) call); // of a link to groups only where it has none: it says so
            default -> link.send(call);
        }
    }

    /** Says at once what is wrong with an operation on this channel. */
    void check(OperationSpec operation) {
        encoder.form(operation);
    }

    /** Likewise with a contract as a whole. */
    void checkContract(String contract, Collection<OperationSpec> operations) {
        List<OperationSpec> known = operations.stream()
                .map(operation -> encoder.form(operation).operation())
                .toList();
        decorators.forEach(decorator -> decorator.checkContract(contract, known));
    }

    private Start start(OperationSpec operation, Style style, Command<?> command, @Nullable Object payload) {
        try {
            Encoder.Form form = encoder.form(operation);
            Envelope envelope = encoder.message(
                    form,
                    payload,
                    command,
                    command.idempotencyKey(),
                    command.expiry(),
                    command.replyTo(),
                    null,
                    runtime.clock().now());
            return new Start(form.operation(), style, envelope, payload, command.timeout(), command.isDetached());
        } catch (IpcException e) {
            throw e.here();
        }
    }

    private Envelope encode(OperationSpec operation, Event<?> event) {
        try {
            return encoder.message(
                    encoder.form(operation),
                    event.payload(),
                    event,
                    event.idempotencyKey(),
                    event.expiry(),
                    null,
                    null,
                    runtime.clock().now());
        } catch (IpcException e) {
            throw e.here();
        }
    }

    private static Envelope reply(Call done) {
        Envelope reply = done.reply();
        return reply == null ? Envelope.EMPTY : reply;
    }

    private static @Nullable Void nothing(Call done) {
        return null;
    }

    /** What a call is made from. */
    private record Start(
            OperationSpec operation,
            Style style,
            Envelope envelope,
            @Nullable Object payload,
            @Nullable Duration timeout,
            boolean detached) {}
}
