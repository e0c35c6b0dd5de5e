package io.unifiedipc.runtime;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Condition;
import io.unifiedipc.Exchange;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Outcome;
import io.unifiedipc.Subscription;
import io.unifiedipc.config.ServiceOptions;
import io.unifiedipc.config.Settings;
import io.unifiedipc.spi.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Channels by name, and their life: made on first need, receiving from start to close. */
final class DefaultIpc implements Ipc {
    private final Settings settings;
    private final IpcRuntime runtime;
    private final Transports transports;
    private final Contracts contracts;
    private final Channels channels;
    private final CompletableFuture<@Nullable Void> started;
    private final CompletableFuture<@Nullable Void> closed;
    private boolean starting;
    private boolean closing;

    DefaultIpc(
            Settings settings,
            IpcRuntime runtime,
            Transports transports,
            ChannelFactory factory,
            Operations operations) {
        this.settings = settings;
        this.runtime = runtime;
        this.transports = transports;
        channels = new Channels(settings, factory);
        contracts = new Contracts(operations);
        started = new Promise<>(runtime.clock());
        closed = new Promise<>(runtime.clock());
    }

    @Override
    public Channel channel(String name) {
        return channels.of(name);
    }

    @Override
    public <T> T client(Class<T> contract) {
        DefaultChannel channel = channels.of(Contracts.of(contract));
        channel.checkCommands();
        return ContractProxy.of(contract, contracts.read(contract), channel.outbound());
    }

    @Override
    public <T> Subscription serve(Class<T> contract, T implementation) {
        Objects.requireNonNull(implementation, () -> "an implementation of " + contract.getSimpleName());
        DefaultChannel channel = channels.of(Contracts.of(contract));
        channel.checkCommands();
        Collection<Handling> handlings =
                contracts.handlings(contract, implementation).values();
        if (handlings.isEmpty()) {
            throw misconfigured(contract.getSimpleName() + " has no operations to serve");
        }
        return channel.receiving().addAll("", handlings);
    }

    @Override
    public <R> Outcome<R> outcome(String channel, Command<?> command, Class<R> reply) {
        CompletableFuture<Outcome<R>> asked = outcomeAsync(channel, command, reply);
        try {
            return asked.get();
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome<>(
                    Executed.MAYBE,
                    null,
                    IpcException.of(
                            Kind.CANCELLED,
                            Executed.MAYBE,
                            "the thread that asked '" + channel + "' for an outcome was interrupted",
                            e));
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause()); // its own failures are outcomes
        }
    }

    @Override
    public <R> CompletableFuture<Outcome<R>> outcomeAsync(String channel, Command<?> command, Class<R> reply) {
        DefaultChannel asked = channels.of(channel);
        asked.checkCommands();
        return OutcomeCall.ask(asked.outbound(), channel, asked.operation(command.payload()), command, reply);
    }

    @Override
    public void start() {
        synchronized (this) {
            if (closing) {
                throw IpcException.of(Kind.CLOSED, Executed.NO, "this Ipc is closed: make another")
                        .here();
            }
            if (starting) {
                return;
            }
            starting = true;
        }
        channels.start();
        transports.start();
        started.complete(null);
    }

    @Override
    public CompletableFuture<Void> ready() {
        return started.thenCompose(nothing ->
                CompletableFuture.allOf(groups().stream().map(Group::ready).toArray(CompletableFuture<?>[]::new)));
    }

    private List<Group> groups() {
        List<Group> all = new ArrayList<>();
        channels.all().forEach(channel -> all.addAll(channel.receiving().groups()));
        return all;
    }

    @Override
    public String describe() {
        return settings.description();
    }

    @Override
    public Counts counts() {
        return new Counts(
                limits().mapToInt(OutstandingLimit::taken).sum(),
                limits().mapToInt(OutstandingLimit::waiting).sum(),
                transports.pendingReplies(),
                groups().stream().mapToInt(group -> group.inbound().inFlight()).sum(),
                runtime.counted(Context.LATE_REPLY));
    }

    @Override
    public List<DeprecatedUse> deprecatedUses() {
        return runtime.deprecations().all();
    }

    @Override
    public List<Condition> conditions() {
        return runtime.conditions().list();
    }

    @Override
    public List<Exchange> exchanges() {
        Exchanges exchanges = new Exchanges(runtime.clock().nanos());
        limits().forEach(exchanges::add);
        return exchanges.list();
    }

    private Stream<OutstandingLimit> limits() {
        return channels.all().stream().map(channel -> channel.outbound().limit());
    }

    @Override
    public void close() {
        boolean first;
        synchronized (this) {
            first = !closing;
            closing = true;
        }
        if (!first) {
            closed.join(); // without the lock: handlers that are still running may need it
            return;
        }
        try {
            new Closing(runtime, settings.service().get(ServiceOptions.CLOSE_WITHIN))
                    .run(groups(), channels.all(), transports);
        } finally {
            closed.complete(null);
        }
    }

    private static IpcException misconfigured(String text) {
        return IpcException.of(Kind.MISCONFIGURED, Executed.NO, text).here();
    }
}
