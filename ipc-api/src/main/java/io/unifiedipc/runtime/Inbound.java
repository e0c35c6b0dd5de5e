package io.unifiedipc.runtime;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.IpcException;
import io.unifiedipc.config.ChannelOptions;
import io.unifiedipc.config.ChannelSettings;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.OutcomeStore;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Settlement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The receiving side of a channel, for one group: what arrives is checked, waits in its lane, and is started. The handler's
 * part is {@link Invoker}, what follows its outcome {@link Aftermath}. Several transports may feed it.
 */
final class Inbound {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.receiving");

    private final ChannelSettings settings;
    private final String group;
    private final Spoken spoken;
    private final int maxPayload;
    private final IpcRuntime runtime;
    private final Permission permission;
    private final Invoker invoker;
    private final Aftermath aftermath;
    private final Map<String, Handling> handlings = new ConcurrentHashMap<>();
    private final Lanes<Work> lanes;
    private final Set<Source> sources = new CopyOnWriteArraySet<>();
    private final GroupState state;
    private final boolean deduplicates;
    private volatile boolean closing;

    Inbound(
            ChannelSettings settings,
            String group,
            Spoken spoken,
            Codecs codecs,
            Encoder encoder,
            IpcRuntime runtime,
            Replies replies,
            @Nullable OutcomeStore store) {
        this.settings = settings;
        this.group = group;
        this.spoken = spoken;
        maxPayload = settings.own().get(ChannelOptions.MAX_PAYLOAD);
        this.runtime = runtime;
        lanes = new Lanes<>(settings.own().get(ChannelOptions.CONCURRENCY));
        aftermath = new Aftermath(this, settings.onFailure(), replies, runtime);
        state = new GroupState(settings.name(), group, runtime.observers(), this::state);
        permission = runtime.identity().permission(settings, runtime.logbook());
        deduplicates = store != null;
        Deduplication deduplication = store == null ? null : new Deduplication(this, store, replies, runtime);
        String codec = settings.own().get(ChannelOptions.CODEC);
        invoker = new Invoker(codec, codecs, encoder, permission, deduplication, runtime);
    }

    String channel() {
        return settings.name();
    }

    String group() {
        return group;
    }

    int major() {
        return spoken.major();
    }

    Invoker invoker() {
        return invoker;
    }

    Clock clock() {
        return runtime.clock();
    }

    Map<String, Handling> handlings() {
        return handlings;
    }

    /** Whether it keeps outcomes, so that it can serve deduplicated operations, and tell what became of them. */
    boolean deduplicates() {
        return deduplicates;
    }

    boolean isClosing() {
        return closing;
    }

    int inFlight() {
        return sources.stream().mapToInt(Source::unsettled).sum();
    }

    /** For closing: what is in flight, and what its transport is just being told about. */
    int underWay() {
        return sources.stream().mapToInt(Source::underWay).sum();
    }

    /** One more transport that feeds it. */
    Source source(ReceiveSpec spec, boolean stores, BooleanSupplier paused) {
        Source source = new Source(this, spec, stores, paused);
        sources.add(source);
        return source;
    }

    // ---- what arrives

    void accept(Source source, Delivery delivery, boolean fits) {
        String name = operation(delivery.envelope());
        Handling handling = handling(name);
        Work work = new Work(
                source,
                delivery,
                handling == null ? OperationSpec.UNKNOWN : handling.operation(),
                handling,
                Work.firstAttempt(delivery));
        runtime.observers().received(work);
        delivery.onLost(work::lost);
        IpcException wrong = fits ? check(work, name, handling) : Failures.overloaded(channel(), source.window());
        if (wrong != null) {
            refuse(work, wrong);
        } else if (handling == null) {
            runtime.count(Context.UNHANDLED_EVENT, channel());
            work.refused();
            work.succeed(Envelope.EMPTY);
        } else {
            if (handling.deprecation() != null) {
                runtime.deprecations().received(work, spoken.major(), handling.deprecation());
            }
            if (lanes.arrive(work, work.key())) {
                start(work, delivery.mayBlock());
            }
        }
    }

    /** Whoever delivers must go on; the message goes back, so nothing is lost by a mistake in here. */
    void notTakenIn(Throwable thrown) {
        runtime.logbook()
                .write(new Line(
                        LOG,
                        Level.ERROR,
                        channel(),
                        thrown.getClass().getName(),
                        null,
                        () -> "a message on '" + channel() + "' could not be taken in",
                        thrown));
    }

    private @Nullable Handling handling(String name) {
        return deduplicates && OutcomeQuery.is(name) ? OutcomeQuery.HANDLING : handlings.get(name);
    }

    /** It never reaches its handler, and holds no lane. */
    private static void refuse(Work work, IpcException failure) {
        work.refused();
        work.fail(failure);
    }

    private @Nullable IpcException check(Work work, String name, @Nullable Handling handling) {
        if (closing) {
            return Failures.closing(channel());
        }
        IpcException unreadable = work.delivery().unreadable();
        if (unreadable != null) {
            return unreadable;
        }
        IpcException unknown = permission.unknownSender(work);
        if (unknown != null) {
            return unknown;
        }
        Envelope envelope = work.envelope();
        IpcException otherVersion = spoken.check(envelope.headers().get(HeaderNames.VERSION));
        if (otherVersion != null) {
            return otherVersion;
        }
        if (handling == null && settings.kind() == ChannelKind.COMMANDS) {
            return Failures.unknownOperation(channel(), name, handlings);
        }
        if (envelope.body().length > maxPayload) {
            return Failures.tooLarge(channel(), name, envelope.body().length, maxPayload);
        }
        return aftermath.checkReplyChannel(envelope);
    }

    private String operation(Envelope envelope) {
        String name = envelope.headers().get(HeaderNames.OPERATION);
        if (name == null) {
            name = envelope.headers().get(HeaderNames.TYPE);
        }
        // A stock peer names no operation; where there is only one it can mean no other.
        return name != null
                ? name
                : handlings.size() == 1 ? handlings.keySet().iterator().next() : "";
    }

    // ---- what runs

    /** Starts a piece on this thread where that may run it, on a worker otherwise. */
    void start(Work work, boolean here) {
        if (here
                || (work.operation().nonBlocking()
                        && !permission.asks()
                        && !work.operation().deduplicated())) {
            work.runHere();
            return;
        }
        try {
            runtime.executor().execute(work::runHere);
        } catch (RejectedExecutionException e) {
            work.fail(Failures.closing(channel()));
        }
    }

    /** The handler has really returned, and the outcome is known. */
    void ended(Work work) {
        Work.Aside aside = work.aside();
        if (aside != null) {
            follow(work, lanes.rest());
            aftermath.waits(work, aside);
            return;
        }
        runtime.observers().handled(work);
        if (work.wasRefused()) {
            aftermath.conclude(work);
            return;
        }
        if (aftermath.triesAgain(work)) {
            follow(work, lanes.rest());
            return;
        }
        try {
            aftermath.conclude(work);
        } finally {
            follow(work, lanes.done(work.key()));
        }
    }

    private void follow(Work work, @Nullable Work next) {
        if (next != null && !work.isFollowedBy(next)) {
            start(next, false);
        }
    }

    /** A piece that waited for its next attempt is given up: it goes back, and its key is free. */
    void abandoned(Work work) {
        Work next = lanes.abandon(work.key());
        settle(work, Settlement.RELEASE);
        if (next != null) {
            start(next, false);
        }
    }

    /** A piece has waited for its next attempt. */
    void again(Work work) {
        work.delivery().onLost(work::lost);
        if (lanes.again(work)) {
            start(work, false);
        }
    }

    /** What keeps it from receiving may have come or gone. */
    void stateChanged() {
        state.update();
    }

    private String state() {
        if (sources.stream().anyMatch(Source::isStopped)) {
            return GroupState.STOPPED;
        }
        return sources.stream().anyMatch(Source::isPaused) ? GroupState.PAUSED : GroupState.ON;
    }

    /** A message is settled. */
    void settle(Work work, Settlement settlement) {
        runtime.observers().settled(work, settlement);
        work.source().settle(work.delivery(), settlement);
    }

    // ---- closing

    /** Hands back what has not started, and refuses what still arrives. */
    void handBack() {
        closing = true;
        handBackWaiting();
        aftermath.close();
    }

    /** What has not started goes back; it would overtake what goes back, too, otherwise. */
    void handBackWaiting() {
        for (Work work : lanes.clear()) {
            refuse(work, Failures.closing(channel()));
        }
    }
}
