package io.unifiedipc.runtime;

import io.unifiedipc.Channel;
import io.unifiedipc.ChannelKind;
import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Gathered;
import io.unifiedipc.Handler;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Subscriber;
import io.unifiedipc.Subscription;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Option;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A channel as the application sees it: which operation a payload stands for, and what fits the channel's kind. */
final class DefaultChannel implements Channel {
    private final String name;
    private final String version;
    private final ChannelKind kind;
    private final Operations operations;
    private final Outbound outbound;
    private final Receiving receiving;

    DefaultChannel(
            String name,
            String version,
            ChannelKind kind,
            Operations operations,
            Outbound outbound,
            Receiving receiving) {
        this.name = name;
        this.version = version;
        this.kind = kind;
        this.operations = operations;
        this.outbound = outbound;
        this.receiving = receiving;
    }

    String version() {
        return version;
    }

    void checkCommands() {
        check(ChannelKind.COMMANDS, false);
    }

    /** The name of the operation that a payload stands for. */
    String operation(Object payload) {
        return of(payload).name();
    }

    Outbound outbound() {
        return outbound;
    }

    Receiving receiving() {
        return receiving;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public <R> @Nullable R call(Command<?> command, Class<R> reply) {
        check(ChannelKind.COMMANDS, command.replyTo() != null);
        return ReplyReader.as(reply, outbound.request(of(command.payload()), command, command.payload(), reply));
    }

    @Override
    public <R> CompletableFuture<Document<R>> callAsync(Command<?> command, Class<R> reply) {
        check(ChannelKind.COMMANDS, command.replyTo() != null);
        return outbound.requestAsync(
                of(command.payload()),
                command,
                command.payload(),
                done -> outbound.reader().document(done, reply),
                UnaryOperator.identity());
    }

    @Override
    public void send(Command<?> command) {
        check(ChannelKind.COMMANDS, false);
        outbound.send(of(command.payload()), command, command.payload());
    }

    @Override
    public CompletableFuture<@Nullable Void> sendAsync(Command<?> command) {
        check(ChannelKind.COMMANDS, false);
        return outbound.sendAsync(of(command.payload()), command, command.payload());
    }

    @Override
    public void publish(Event<?> event) {
        check(ChannelKind.EVENTS, false);
        outbound.publish(of(event.payload()), event);
    }

    @Override
    public CompletableFuture<@Nullable Void> publishAsync(Event<?> event) {
        check(ChannelKind.EVENTS, false);
        return outbound.publishAsync(of(event.payload()), event);
    }

    @Override
    public <R> Gathered<R> gather(Event<?> event, Class<R> reply) {
        CompletableFuture<Gathered<R>> gathering = gatherAsync(event, reply);
        try {
            return gathering.get();
        } catch (InterruptedException e) {
            gathering.cancel(true);
            Thread.currentThread().interrupt();
            throw IpcException.of(
                            Kind.CANCELLED,
                            Executed.MAYBE,
                            "the thread that gathered on '" + name + "' was interrupted",
                            e)
                    .here();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IpcException failure ? failure.here() : new CompletionException(e.getCause());
        }
    }

    @Override
    public <R> CompletableFuture<Gathered<R>> gatherAsync(Event<?> event, Class<R> reply) {
        check(ChannelKind.EVENTS, false);
        return outbound.gather(of(event.payload()), event, reply);
    }

    @Override
    public <P> Subscription accept(Class<P> payload, Subscriber<P> subscriber) {
        return handle(payload, silent(subscriber));
    }

    @Override
    public <P> Subscription handle(Class<P> payload, Handler<P> handler) {
        check(ChannelKind.COMMANDS, false);
        return receiving.add("", handling(payload, handler));
    }

    @Override
    public <P> Subscription subscribe(String group, Class<P> payload, Subscriber<P> subscriber) {
        return respond(group, payload, silent(subscriber));
    }

    private static <P> Handler<P> silent(Subscriber<P> subscriber) {
        return message -> {
            subscriber.on(message);
            return null;
        };
    }

    @Override
    public <P> Subscription respond(String group, Class<P> payload, Handler<P> handler) {
        check(ChannelKind.EVENTS, false);
        Receiving.checkGroup(group);
        return receiving.add(group, handling(payload, handler));
    }

    /** The decoder makes payloads of the operation's type and of no other, so the handler can take them as objects. */
    @SuppressWarnings("unchecked")
    private <P> Handling handling(Class<P> payload, Handler<P> handler) {
        return new Handling(operations.of(payload), (Handler<Object>) (Handler<?>) handler, null);
    }

    private OperationSpec of(Object payload) {
        return operations.of(payload.getClass());
    }

    private void check(ChannelKind wanted, boolean repliesElsewhere) {
        if (kind != wanted) {
            throw IpcException.of(
                            Kind.MISCONFIGURED,
                            Executed.NO,
                            "'" + name + "' is a channel of " + Option.word(kind) + ": its kind would have to be "
                                    + Option.word(wanted))
                    .here();
        }
        if (repliesElsewhere) {
            throw IpcException.of(
                            Kind.INVALID,
                            Executed.NO,
                            "a command whose reply goes to another channel has none for its caller: use send on '"
                                    + name + "'")
                    .here();
        }
    }
}
