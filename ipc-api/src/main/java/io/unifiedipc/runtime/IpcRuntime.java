package io.unifiedipc.runtime;

import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Authenticator;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Codec;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.spi.Platform;
import io.unifiedipc.spi.Timers;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The threads, the time and the counters of one {@code Ipc}. */
final class IpcRuntime implements Context {
    private final String service;
    private final Platform.Resources resources;
    private final Clock clock;
    private final Executor executor;
    private final Timers timers;
    private final Observers observers;
    private final Logbook logbook;
    private final Identity identity;
    private final Codecs codecs;
    private final Deprecations deprecations;
    private final OutcomeStores stores;
    private final Conditions conditions;
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();

    IpcRuntime(
            String service,
            Platform.Resources resources,
            Observers observers,
            Logbook logbook,
            Identity identity,
            Codecs codecs,
            OutcomeStores stores) {
        this.service = service;
        this.resources = resources;
        this.observers = observers;
        this.logbook = logbook;
        this.identity = identity;
        this.codecs = codecs;
        this.stores = stores;
        clock = resources.clock();
        executor = resources.executor();
        timers = resources.timers();
        deprecations = new Deprecations(service, clock, observers);
        conditions = new Conditions(clock, observers);
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public RandomGenerator random() {
        return resources.random();
    }

    @Override
    public Codec codec(String name, Type type) {
        return codecs.named(name, type);
    }

    @Override
    public void count(String what, String channel) {
        counters.computeIfAbsent(what, w -> new LongAdder()).increment();
        observers.counted(what, channel);
    }

    @Override
    public void condition(String channel, String part, @Nullable IpcException problem) {
        conditions.tell(channel, part, problem);
    }

    Conditions conditions() {
        return conditions;
    }

    @Override
    public Observer observer() {
        return observers;
    }

    @Override
    public @Nullable Credentials credentials(String channel) {
        return identity.credentials(channel, this);
    }

    @Override
    public Credentials credentialsOf(String block) {
        return identity.credentialsOf(block, this);
    }

    @Override
    public @Nullable Authenticator authenticator(String channel) {
        return identity.authenticator(channel, this);
    }

    Identity identity() {
        return identity;
    }

    OutcomeStores stores() {
        return stores;
    }

    Observers observers() {
        return observers;
    }

    Deprecations deprecations() {
        return deprecations;
    }

    Logbook logbook() {
        return logbook;
    }

    long counted(String what) {
        LongAdder counter = counters.get(what);
        return counter == null ? 0 : counter.sum();
    }

    /** Stops the threads; what still runs is interrupted. */
    void close() {
        logbook.close();
        resources.close();
    }
}
