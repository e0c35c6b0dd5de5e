package io.unifiedipc.runtime;

import io.unifiedipc.Channel;
import io.unifiedipc.ChannelKind;
import io.unifiedipc.Contract;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Subscription;
import io.unifiedipc.config.ServiceOptions;
import io.unifiedipc.config.Settings;
import io.unifiedipc.spi.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Channels by name, and their life: made on first need, receiving from start to close. */
final class DefaultIpc implements Ipc {
    private final Settings settings;
    private final IpcRuntime runtime;
    private final Transports transports;
    private final ChannelFactory factory;
    private final Contracts contracts;
    private final Map<String, DefaultChannel> channels = new ConcurrentHashMap<>();
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
        this.factory = factory;
        contracts = new Contracts(operations);
        started = new Promise<>(runtime.clock());
        closed = new Promise<>(runtime.clock());
    }

    @Override
    public Channel channel(String name) {
        return open(name, null);
    }

    private DefaultChannel open(String name, @Nullable Contract contract) {
        var channel = settings.channels().get(name);
        if (channel == null) {
            throw misconfigured("there is no channel '" + name + "' in the configuration; it has "
                    + settings.channels().keySet());
        }
        DefaultChannel open = channels.computeIfAbsent(
                name,
                n -> opened(factory.make(channel, contract == null ? null : contract.version(), this::replyChannel)));
        if (contract != null) {
            factory.checkVersion(channel, contract.version(), open.version());
        }
        return open;
    }

    /** After the start it can send, and takes no handler any more. */
    private synchronized DefaultChannel opened(DefaultChannel channel) {
        if (starting) {
            channel.receiving().start();
        }
        return channel;
    }

    private @Nullable Outbound replyChannel(String name) {
        var channel = settings.channels().get(name);
        return channel != null && channel.kind() == ChannelKind.COMMANDS
                ? open(name, null).outbound()
                : null;
    }

    @Override
    public <T> T client(Class<T> contract) {
        DefaultChannel channel = open(Contracts.of(contract).channel(), Contracts.of(contract));
        channel.checkCommands();
        return ContractProxy.of(contract, contracts.read(contract), channel.outbound());
    }

    @Override
    public <T> Subscription serve(Class<T> contract, T implementation) {
        Objects.requireNonNull(implementation, () -> "an implementation of " + contract.getSimpleName());
        DefaultChannel channel = open(Contracts.of(contract).channel(), Contracts.of(contract));
        channel.checkCommands();
        Collection<Handling> handlings =
                contracts.handlings(contract, implementation).values();
        if (handlings.isEmpty()) {
            throw misconfigured(contract.getSimpleName() + " has no operations to serve");
        }
        return channel.receiving().addAll("", handlings);
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
        channels.values().forEach(channel -> channel.receiving().start());
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
        channels.values().forEach(channel -> all.addAll(channel.receiving().groups()));
        return all;
    }

    @Override
    public String describe() {
        return settings.description();
    }

    @Override
    public Counts counts() {
        return new Counts(
                channels.values().stream()
                        .mapToInt(channel -> channel.outbound().outstanding())
                        .sum(),
                transports.pendingReplies(),
                groups().stream().mapToInt(group -> group.inbound().inFlight()).sum(),
                runtime.counted(Context.LATE_REPLY));
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
                    .run(groups(), channels.values(), transports);
        } finally {
            closed.complete(null);
        }
    }

    private static IpcException misconfigured(String text) {
        return IpcException.of(Kind.MISCONFIGURED, Executed.NO, text).here();
    }
}
