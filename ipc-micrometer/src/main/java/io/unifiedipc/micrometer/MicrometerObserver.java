package io.unifiedipc.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Deprecation;
import io.unifiedipc.spi.Interaction;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.spi.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps <a href="https://docs.micrometer.io/micrometer/reference/">Micrometer</a> meters of what an {@link Ipc} does:
 * {@code ipc.calls}, {@code ipc.received} and the others in {@code docs/observing.md}. One for each {@code Ipc}; where a
 * process has several, each with tags of its own.
 *
 * <p>Its methods are called by many threads at once and do not block. Values of tags come from configuration and code, so that
 * there are as many series as an application has channels and operations; only {@code ipc.deprecated} has its callers' names,
 * up to a hundred. Percentiles and histograms
 * are the registry's matter, by a {@code MeterFilter}.
 *
 * <pre>{@code
 * MicrometerObserver meters = new MicrometerObserver(registry);
 * Ipc ipc = Ipc.builder().add(meters).build();
 * meters.bindTo(ipc);
 * }</pre>
 */
public final class MicrometerObserver implements Observer {
    private static final Map<Enum<?>, String> WORDS = new ConcurrentHashMap<>();

    private final MeterRegistry registry;
    private final List<Tag> common;
    private final States states;
    private final OperationNames operations = new OperationNames();
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

    /** Meters in this registry. */
    public MicrometerObserver(MeterRegistry registry) {
        this(registry, List.of());
    }

    /** Meters in this registry, each with these tags besides its own, such as {@code service}. */
    public MicrometerObserver(MeterRegistry registry, List<Tag> common) {
        this.registry = registry;
        this.common = List.copyOf(common);
        states = new States(registry, this.common);
    }

    /** Adds the gauges of what is being done right now; they read nothing any more once the {@code Ipc} is forgotten. */
    public void bindTo(Ipc ipc) {
        gauge(Meters.OUTSTANDING, ipc, each -> each.counts().outstanding());
        gauge(Meters.WAITING, ipc, each -> each.counts().waiting());
        gauge(Meters.PENDING_REPLIES, ipc, each -> each.counts().pendingReplies());
        gauge(Meters.IN_FLIGHT, ipc, each -> each.counts().inFlight());
    }

    private void gauge(Meters meter, Ipc ipc, ToDoubleFunction<Ipc> value) {
        Gauge.builder(meter.id, ipc, value)
                .description(meter.meaning)
                .tags(common)
                .register(registry);
    }

    @Override
    public void ended(Call call) {
        String style = word(call.style());
        record(
                call,
                Series.of(
                        Meters.CALLS,
                        call.channel(),
                        operation(call),
                        style,
                        outcome(call.failure()),
                        executed(call.failure())));
    }

    @Override
    public void handled(Interaction attempt) {
        record(
                attempt,
                Series.of(
                        Meters.RECEIVED,
                        attempt.channel(),
                        operation(attempt),
                        group(attempt),
                        outcome(attempt.failure()),
                        executed(attempt.failure())));
    }

    @Override
    public void retried(Call attempt, IpcException failure, long pauseNanos) {
        count(Series.of(Meters.RETRIES, attempt.channel(), operation(attempt), outcome(failure)));
    }

    @Override
    public void fellBack(Call call, IpcException reason, String source, Duration age) {
        count(Series.of(Meters.FALLBACKS, call.channel(), operation(call), source, outcome(reason)));
    }

    @Override
    public void parked(Interaction attempt, IpcException reason) {
        count(Series.of(Meters.PARKED, attempt.channel(), operation(attempt), group(attempt), outcome(reason)));
    }

    @Override
    public void counted(String what, String channel) {
        count(Series.of(Meters.ODDITIES, channel, what));
    }

    @Override
    public void deprecated(Interaction call, String caller, Deprecation deprecation) {
        count(Series.of(Meters.DEPRECATED, call.channel(), operation(call), caller));
    }

    @Override
    public void changed(String channel, String what, String endpoint, String from, String to) {
        count(Series.of(Meters.CHANGES, channel, what, endpoint, to));
        states.changed(channel, what, endpoint, to);
    }

    private String operation(Interaction call) {
        return operations.of(call.operation());
    }

    private static String group(Interaction call) {
        String group = call.group();
        return group == null ? "" : group;
    }

    private static String outcome(@Nullable IpcException failure) {
        return failure == null ? "success" : word(failure.kind());
    }

    private static String executed(@Nullable IpcException failure) {
        return failure == null ? "" : word(failure.executed());
    }

    private static String word(Enum<?> value) {
        return WORDS.computeIfAbsent(value, Option::word);
    }

    private void record(Interaction call, Series series) {
        timers.computeIfAbsent(series, this::timer)
                .record(Clock.SYSTEM.nanos() - call.startedAt(), TimeUnit.NANOSECONDS);
    }

    private Timer timer(Series series) {
        return Timer.builder(series.meter().id)
                .description(series.meter().meaning)
                .tags(common)
                .tags(series.tags())
                .register(registry);
    }

    private void count(Series series) {
        counters.computeIfAbsent(series, this::counter).increment();
    }

    private Counter counter(Series series) {
        return Counter.builder(series.meter().id)
                .description(series.meter().meaning)
                .tags(common)
                .tags(series.tags())
                .register(registry);
    }
}
