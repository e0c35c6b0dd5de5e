package io.unifiedipc.runtime;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.IpcException;
import io.unifiedipc.config.ChannelOptions;
import io.unifiedipc.config.ChannelSettings;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Settlement;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The receiving side of a channel, for one group: checks, lanes, the handler. What follows an outcome is {@link Aftermath}.
 * Several transports may feed it.
 */
final class Inbound {
    private static final OperationSpec UNKNOWN =
            new OperationSpec("an unknown operation", Object.class, Object.class, false, false, false, false, Map.of());

    private final ChannelSettings settings;
    private final String group;
    private final String version;
    private final Codecs codecs;
    private final Encoder encoder;
    private final IpcRuntime runtime;
    private final Aftermath aftermath;
    private final Map<String, Handling> handlings = new ConcurrentHashMap<>();
    private final Lanes<Work> lanes;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final int window;
    private volatile boolean closing;

    Inbound(
            ChannelSettings settings,
            String group,
            String version,
            Codecs codecs,
            Encoder encoder,
            IpcRuntime runtime,
            Replies replies) {
        this.settings = settings;
        this.group = group;
        this.version = version;
        this.codecs = codecs;
        this.encoder = encoder;
        this.runtime = runtime;
        lanes = new Lanes<>(settings.own().get(ChannelOptions.CONCURRENCY));
        window = settings.window();
        aftermath = new Aftermath(this, settings.onFailure(), replies, runtime);
    }

    String channel() {
        return settings.name();
    }

    String group() {
        return group;
    }

    Clock clock() {
        return runtime.clock();
    }

    Map<String, Handling> handlings() {
        return handlings;
    }

    int inFlight() {
        return inFlight.get();
    }

    // ---- what arrives

    void accept(Source source, Delivery delivery) {
        String name = operation(delivery.envelope());
        Handling handling = handlings.get(name);
        Work work = new Work(
                this,
                source,
                delivery,
                handling == null ? UNKNOWN : handling.operation(),
                handling,
                Math.max(1, delivery.attempt()));
        int now = inFlight.incrementAndGet();
        delivery.onLost(work::lost);
        IpcException wrong =
                now > window ? Failures.overloaded(channel(), window) : check(delivery.envelope(), name, handling);
        if (wrong != null) {
            aftermath.refuse(work, wrong);
        } else if (handling == null) {
            runtime.count("unhandled-event", channel());
            aftermath.succeeded(work, Envelope.EMPTY);
        } else if (lanes.arrive(work, work.key())) {
            start(work, delivery.mayBlock());
        }
    }

    private @Nullable IpcException check(Envelope envelope, String name, @Nullable Handling handling) {
        if (closing) {
            return Failures.closing(channel());
        }
        if (handling == null && settings.kind() == ChannelKind.COMMANDS) {
            return Failures.unknownOperation(channel(), name, handlings);
        }
        String asked = envelope.headers().get(HeaderNames.VERSION);
        if (asked != null && !major(asked).equals(major(version))) {
            return Failures.version(channel(), asked, version);
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

    private static String major(String version) {
        int dot = version.indexOf('.');
        return dot < 0 ? version : version.substring(0, dot);
    }

    // ---- what runs

    /** Starts a piece on this thread where that may run it, on a worker otherwise. */
    void start(Work work, boolean here) {
        if (here || work.operation().nonBlocking()) {
            work.runHere();
            return;
        }
        try {
            runtime.executor().execute(work::runHere);
        } catch (RejectedExecutionException e) {
            work.fail(Failures.closing(channel()));
        }
    }

    /** Handles a piece whose turn has come. Called by {@link Work#runHere}. */
    void handle(Work work) {
        Handling handling = work.handling();
        if (handling == null || work.isDone()) {
            work.end();
            return;
        }
        try {
            IpcException late = lateness(work);
            if (late != null) {
                runtime.count("expired", channel());
                work.fail(late);
                return;
            }
            Object payload = payload(work, handling.operation().payload());
            work.handOff();
            Object result = invoke(work, handling, payload);
            if (result instanceof java.util.concurrent.CompletionStage<?> stage) {
                work.awaits(stage);
            } else {
                answered(work, result, null);
            }
        } catch (IpcException e) {
            work.fail(
                    work.executedSoFar() == io.unifiedipc.Executed.NO
                            ? e
                            : Failures.thrown(e, work.operation(), work.id()));
        } catch (Throwable e) {
            answered(work, null, e);
        }
    }

    private @Nullable Object invoke(Work work, Handling handling, Object payload) throws Exception {
        if (handling.operation().nonBlocking()) {
            return handling.handler().handle(new ReceivedMessage(work, payload));
        }
        MDC.put("ipc.id", work.id());
        MDC.put("ipc.channel", channel());
        MDC.put("ipc.operation", work.operation().name());
        try {
            return handling.handler().handle(new ReceivedMessage(work, payload));
        } finally {
            MDC.remove("ipc.id");
            MDC.remove("ipc.channel");
            MDC.remove("ipc.operation");
        }
    }

    private Object payload(Work work, Type type) {
        if (type == void.class) {
            return Contracts.NOTHING;
        }
        String what = "the " + work.operation().name() + " on '" + channel() + "'";
        return codecs.decode(work.envelope(), type, what, settings.own().get(ChannelOptions.CODEC));
    }

    private @Nullable IpcException lateness(Work work) {
        if (work.remaining() <= 0) {
            return Failures.late(work.operation().name(), channel());
        }
        String expires = work.envelope().headers().get(HeaderNames.EXPIRES);
        if (expires == null) {
            return null;
        }
        try {
            return java.time.OffsetDateTime.parse(expires).toInstant().isBefore(clock().now())
                    ? Failures.expired(work.operation().name(), channel(), expires)
                    : null;
        } catch (java.time.DateTimeException e) {
            return Failures.invalid("'" + expires + "' in " + HeaderNames.EXPIRES + " is no time by RFC 3339");
        }
    }

    /** The handler has answered, or thrown. */
    void answered(Work work, @Nullable Object value, @Nullable Throwable thrown) {
        if (thrown != null) {
            work.fail(Failures.thrown(thrown, work.operation(), work.id()));
            return;
        }
        try {
            work.result(value);
            work.succeed(
                    work.delivery().answers()
                            ? encoder.reply(value, work.operation().reply())
                            : Envelope.EMPTY);
        } catch (IpcException e) {
            work.fail(e.executed(io.unifiedipc.Executed.YES));
        }
    }

    /** The handler has really returned, and the outcome is known. */
    void ended(Work work) {
        if (work.wasRefused()) {
            aftermath.conclude(work);
            return;
        }
        if (aftermath.triesAgain(work)) {
            follow(work, lanes.rest());
            return;
        }
        Work next = lanes.done(work.key());
        aftermath.conclude(work);
        follow(work, next);
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
        if (lanes.again(work)) {
            start(work, false);
        }
    }

    /** A message is settled. */
    void settle(Work work, Settlement settlement) {
        inFlight.decrementAndGet();
        work.delivery().settle(settlement);
    }

    // ---- closing

    /** Hands back what has not started, and refuses what still arrives. */
    void handBack() {
        closing = true;
        for (Work work : lanes.clear()) {
            aftermath.refuse(work, Failures.closing(channel()));
        }
        aftermath.close();
    }
}
