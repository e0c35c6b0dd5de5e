package io.unifiedipc.runtime;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Gathered;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Gather;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The calling side of a channel: encode, make the call, send it down the stack, wait for its end. */
final class Outbound {
    private final String channel;
    private final int major;
    private final Duration timeout;
    private final boolean detached;
    private final Encoder encoder;
    private final ReplyReader reader;
    private final IpcRuntime runtime;
    private final OutstandingLimit limit;
    private final List<Decorator> decorators;
    private final Stack stack;
    private final Link link;
    private volatile boolean closed;

    Outbound(
            String channel,
            int major,
            Duration timeout,
            boolean detached,
            Encoder encoder,
            ReplyReader reader,
            IpcRuntime runtime,
            OutstandingLimit limit,
            List<Decorator> decorators,
            Link link) {
        this.channel = channel;
        this.major = major;
        this.timeout = timeout;
        this.detached = detached;
        this.encoder = encoder;
        this.reader = reader;
        this.runtime = runtime;
        this.limit = limit;
        this.link = link;
        this.decorators = List.copyOf(decorators);
        stack = new Stack(decorators, this::toLink);
    }

    IpcRuntime runtime() {
        return runtime;
    }

    ReplyReader reader() {
        return reader;
    }

    OutstandingLimit limit() {
        return limit;
    }

    // ---- what is asked of it

    /** Waits on the calling thread for a reply of this type. */
    @Nullable
    Object request(OperationSpec operation, Command<?> command, @Nullable Object payload, Type reply) {
        Call call = await(call(operation, Style.REQUEST, command, payload, null));
        try {
            return reader.read(call, reply);
        } catch (IpcException e) {
            throw e.here();
        }
    }

    /** A future of the reply. */
    <T> CompletableFuture<T> requestAsync(
            OperationSpec operation,
            Command<?> command,
            @Nullable Object payload,
            Function<Call, T> reading,
            UnaryOperator<Throwable> translator) {
        Pending<T> outcome = new Pending<>(this, reading, translator);
        return launch(call(operation, Style.REQUEST, command, payload, outcome), outcome);
    }

    void send(OperationSpec operation, Command<?> command, @Nullable Object payload) {
        await(call(operation, Style.SEND, command, payload, null));
    }

    CompletableFuture<@Nullable Void> sendAsync(OperationSpec operation, Command<?> command, @Nullable Object payload) {
        Pending<@Nullable Void> outcome = taken();
        return launch(call(operation, Style.SEND, command, payload, outcome), outcome);
    }

    void publish(OperationSpec operation, Event<?> event) {
        await(call(operation, event, null));
    }

    CompletableFuture<@Nullable Void> publishAsync(OperationSpec operation, Event<?> event) {
        Pending<@Nullable Void> outcome = taken();
        return launch(call(operation, event, outcome), outcome);
    }

    <R> CompletableFuture<Gathered<R>> gather(OperationSpec operation, Event<?> event, Class<R> reply) {
        Pending<Gathered<R>> outcome =
                new Pending<>(this, done -> reader.gathered((Gather) done, reply), UnaryOperator.identity());
        Envelope envelope = encoded(operation, event);
        long now = runtime.clock().nanos();
        long deadline = deadline(now, event.timeout(), event.isDetached());
        return launch(new Gather(channel, operation, envelope, now, deadline, event.expected(), outcome), outcome);
    }

    /** Asks what became of a command; the query has its idempotency key. */
    <T> CompletableFuture<T> outcome(Command<?> query, String asked, Instant made, Function<Call, T> reading) {
        Pending<T> outcome = new Pending<>(this, reading, UnaryOperator.identity());
        Encoder.Form form = encoder.form(OutcomeQuery.OPERATION);
        Envelope envelope = OutcomeQuery.asking(encoded(form, query, null, null), asked, made);
        Call call = call(form.operation(), Style.REQUEST, envelope, null, query.timeout(), query.isDetached(), outcome);
        return launch(call, outcome);
    }

    /** Sends a reply that goes as a message of its own. */
    CompletableFuture<@Nullable Void> answer(OperationSpec operation, Command<?> reply, String answers) {
        Envelope envelope = encoded(encoder.form(operation), reply, reply.payload(), answers);
        return launchReply(operation, envelope, reply);
    }

    /** Sends an encoded reply once more, as the message that it was. */
    CompletableFuture<@Nullable Void> answerAgain(String name, Envelope kept, Command<?> reply, String answers) {
        OperationSpec operation = OperationSpec.of(name, byte[].class, Object.class);
        Envelope envelope = encoded(encoder.form(operation), reply, reply.payload(), answers);
        String type = kept.headers().get(HeaderNames.CONTENT_TYPE);
        Headers headers = envelope.headers();
        return launchReply(
                operation,
                envelope.withHeaders(type == null ? headers : headers.with(HeaderNames.CONTENT_TYPE, type)),
                reply);
    }

    private CompletableFuture<@Nullable Void> launchReply(
            OperationSpec operation, Envelope envelope, Command<?> reply) {
        Pending<@Nullable Void> outcome = taken();
        return launch(call(operation, Style.SEND, envelope, reply.payload(), null, true, outcome), outcome);
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

    /** Refuses what comes from now on, and ends what waits on its way. */
    void close() {
        closed = true;
        stack.close();
    }

    // ---- what a call is made from; without a listener its caller waits for it on this thread

    private Call call(
            OperationSpec operation,
            Style style,
            Command<?> command,
            @Nullable Object payload,
            Call.@Nullable Listener listener) {
        try {
            Encoder.Form form = encoder.form(operation);
            Envelope envelope = encoded(form, command, payload, null);
            return call(form.operation(), style, envelope, payload, command.timeout(), command.isDetached(), listener);
        } catch (IpcException e) {
            throw e.here();
        }
    }

    private Call call(OperationSpec operation, Event<?> event, Call.@Nullable Listener listener) {
        Envelope envelope = encoded(operation, event);
        long now = runtime.clock().nanos();
        long deadline = deadline(now, event.timeout(), event.isDetached());
        Call call = new Publication(channel, operation, envelope, now, deadline, listener == null, listener);
        call.payload(event.payload());
        return call;
    }

    private Call call(
            OperationSpec operation,
            Style style,
            Envelope envelope,
            @Nullable Object payload,
            @Nullable Duration patience,
            boolean alone,
            Call.@Nullable Listener listener) {
        long now = runtime.clock().nanos();
        long deadline = deadline(now, patience, alone);
        Call call = new Call(channel, operation, style, envelope, now, deadline, listener == null, listener);
        call.payload(payload);
        return call;
    }

    private Envelope encoded(
            Encoder.Form form, Command<?> command, @Nullable Object payload, @Nullable String answers) {
        return encoder.message(
                form,
                payload,
                command,
                command.expiry(),
                command.replyTo(),
                answers,
                runtime.clock().millis());
    }

    private Envelope encoded(OperationSpec operation, Event<?> event) {
        try {
            return encoder.message(
                    encoder.form(operation),
                    event.payload(),
                    event,
                    event.expiry(),
                    null,
                    null,
                    runtime.clock().millis());
        } catch (IpcException e) {
            throw e.here();
        }
    }

    /** What is left of the message in whose handling it is made: whoever waits for that hears of nothing that comes later. */
    private long deadline(long now, @Nullable Duration own, boolean alone) {
        long asked = Clock.after(now, own == null ? timeout : own);
        Work handled = alone || detached ? null : Handled.current();
        return handled == null ? asked : Math.min(asked, handled.deadline());
    }

    // ---- its way

    private Call await(Call call) {
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
        answered(call);
        return call;
    }

    private <T> CompletableFuture<T> launch(Call call, Pending<T> outcome) {
        outcome.follows(call);
        proceed(call);
        return outcome;
    }

    private Pending<@Nullable Void> taken() {
        return new Pending<>(this, done -> null, UnaryOperator.identity());
    }

    private void proceed(Call call) {
        Work handled = Handled.current();
        if (handled != null) {
            call.within(handled.delivery());
        }
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

    /** A call has succeeded: what its reply says besides is noted before the application gets it. */
    void answered(Call call) {
        runtime.deprecations().answered(call, major);
    }
}
