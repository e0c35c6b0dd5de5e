package io.unifiedipc.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Subscription;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Deprecation;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MicrometerObserverTest {
    record Work(int number) {}

    record Done(int number) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerObserver meters = new MicrometerObserver(registry, List.of(Tag.of("service", "metered")));
    private final CountDownLatch release = new CountDownLatch(1);

    private Ipc open() {
        Ipc ipc = guard.watch(
                "metered", Ipc.builder().isolated().yaml("""
                ipc:
                  service: metered
                  transport: memory
                  channels:
                    works: {timeout: 20s, on-failure: {retry: off}}
                    news: {kind: events}
                """).add(meters).build());
        meters.bindTo(ipc);
        ipc.channel("works").handle(Work.class, work -> {
            if (work.payload().number() < 0) {
                throw new IllegalStateException("less than nothing");
            }
            if (work.payload().number() == 0) {
                release.await();
            }
            return new Done(work.payload().number());
        });
        Subscription news = ipc.channel("news").subscribe("one", Done.class, done -> {});
        ipc.start();
        news.pause();
        news.resume();
        return ipc;
    }

    private double value(String meter, String... tags) {
        var search = registry.get(meter).tags(tags);
        Meter found = search.meter();
        return found.measure().iterator().next().getValue();
    }

    private long count(String meter, String... tags) {
        return (long) value(meter, tags);
    }

    private static Call failed(String operation, IpcException failure) {
        Call call = new Call(
                "works",
                OperationSpec.of(operation, Object.class, Object.class),
                Style.REQUEST,
                Envelope.EMPTY,
                System.nanoTime(),
                Long.MAX_VALUE,
                false,
                null);
        call.fail(failure);
        return call;
    }

    @Test
    void countsCallsAndMessages() {
        Ipc ipc = open();
        ipc.channel("works").call(Command.of(new Work(1)), Done.class);
        ipc.channel("works").call(Command.of(new Work(2)), Done.class);
        Throwable broken = Await.failure(ipc.channel("works").callAsync(Command.of(new Work(-1)), Done.class));
        assertThat(broken).isInstanceOf(IpcException.class);
        ipc.channel("works").send(Command.of(new Work(-1)));
        ipc.channel("news").publish(Event.of(new Done(1)));
        Throwable unknown = Await.failure(ipc.channel("works").callAsync(Command.of(new Done(1)), Done.class));
        assertThat(unknown).isInstanceOf(IpcException.class);
        Await.until(
                "all is settled",
                () -> ipc.counts().inFlight() == 0 && ipc.counts().outstanding() == 0);

        String[] works = {"service", "metered", "channel", "works", "operation", "Work"};
        assertThat(count("ipc.calls", with(works, "style", "request", "outcome", "success", "executed", "none")))
                .isEqualTo(2);
        assertThat(count("ipc.calls", with(works, "style", "request", "outcome", "failed", "executed", "yes")))
                .isEqualTo(1);
        assertThat(count("ipc.calls", with(works, "style", "send", "outcome", "success")))
                .isEqualTo(1);
        assertThat(count("ipc.received", with(works, "outcome", "success", "group", "none")))
                .isEqualTo(2);
        assertThat(count("ipc.received", with(works, "outcome", "failed", "executed", "yes")))
                .isEqualTo(2);
        assertThat(count("ipc.parked", with(works, "outcome", "failed"))).isEqualTo(1);
        assertThat(count("ipc.oddities", "channel", "works", "what", "parked")).isEqualTo(1);
        assertThat(count("ipc.received", "channel", "news", "group", "one")).isEqualTo(1);
        assertThat(count("ipc.received", "operation", "unknown", "outcome", "unsupported", "executed", "no"))
                .isEqualTo(1);
        assertThat(registry.get("ipc.calls").tags("outcome", "failed").timer().totalTime(TimeUnit.SECONDS))
                .isBetween(0.0, 20.0);
    }

    private static String[] with(String[] some, String... more) {
        String[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    @Test
    void showsWhatIsUnderWay() {
        Ipc ipc = open();
        CompletableFuture<?> held = ipc.channel("works").callAsync(Command.of(new Work(0)), Done.class);
        Await.until("it is taken", () -> count("ipc.in.flight") == 1);
        assertThat(count("ipc.outstanding")).isEqualTo(1);
        assertThat(count("ipc.pending.replies")).isEqualTo(1);
        release.countDown();
        Object unused = Await.result(held);
        Await.until("nothing is under way", () -> count("ipc.in.flight") == 0 && count("ipc.outstanding") == 0);
    }

    @Test
    void showsStates() {
        meters.changed("works", "circuit-breaker", "a:1", "closed", "open");
        meters.changed("works", "circuit-breaker", "b:1", "open", "half-open");
        assertThat(value("ipc.circuit", "endpoint", "a:1")).isEqualTo(2);
        assertThat(value("ipc.circuit", "endpoint", "b:1")).isEqualTo(1);
        meters.changed("works", "circuit-breaker", "a:1", "half-open", "closed");
        assertThat(value("ipc.circuit", "endpoint", "a:1")).isZero();
        meters.changed("works", "circuit-breaker", "a:1", "closed", "melted");
        assertThat(value("ipc.circuit", "endpoint", "a:1")).isNaN();
        assertThat(count("ipc.changes", "endpoint", "a:1", "to", "open", "what", "circuit-breaker"))
                .isEqualTo(1);

        meters.changed("works", "receiving", "", "on", "stopped");
        assertThat(value("ipc.paused", "channel", "works", "group", "none")).isEqualTo(1);
        meters.changed("works", "receiving", "", "stopped", "on");
        assertThat(value("ipc.paused", "channel", "works", "group", "none")).isZero();
    }

    /** Whoever makes up names must not fill the registry. */
    @Test
    void namesOfOperationsAreBounded() {
        IpcException failure = IpcException.of(Kind.TIMEOUT, Executed.MAYBE, "too slow");
        IntStream.range(0, 2_000).forEach(i -> meters.ended(failed("op" + i, failure)));
        assertThat(registry.find("ipc.calls").timers()).hasSize(OperationNames.MOST + 1);
        assertThat(count("ipc.calls", "operation", "other")).isEqualTo(2_000 - OperationNames.MOST);
    }

    /** What is registered when everything has happened is what the table has, with the same tags. */
    @Test
    void registersTheMetersOfTheTable() {
        Ipc ipc = open();
        ipc.channel("works").call(Command.of(new Work(1)), Done.class);
        ipc.channel("works").send(Command.of(new Work(-1)));
        IpcException failure = IpcException.of(Kind.TIMEOUT, Executed.MAYBE, "too slow");
        meters.retried(failed("Work", failure), failure, 1);
        meters.fellBack(failed("Work", failure), failure, "cache", Duration.ofSeconds(1));
        meters.changed("works", "circuit-breaker", "", "closed", "open");
        meters.deprecated(failed("Work", failure), "shop", new Deprecation(Instant.EPOCH, null, null));
        Await.until("all is settled", () -> ipc.counts().inFlight() == 0);

        Map<String, Set<String>> registered = registry.getMeters().stream()
                .collect(Collectors.toMap(
                        meter -> meter.getId().getName() + " "
                                + meter.getId().getType().name().toLowerCase(java.util.Locale.ROOT),
                        meter -> meter.getId().getTags().stream()
                                .map(Tag::getKey)
                                .collect(Collectors.toSet()),
                        MicrometerObserverTest::same));
        assertThat(registered)
                .isEqualTo(Arrays.stream(Meters.values())
                        .collect(Collectors.toMap(each -> each.id + " " + each.type, MicrometerObserverTest::tags)));
    }

    private static Set<String> same(Set<String> one, Set<String> other) {
        assertThat(one).isEqualTo(other);
        return one;
    }

    private static Set<String> tags(Meters meter) {
        Set<String> tags = new HashSet<>(meter.tags());
        tags.add("service");
        return tags;
    }
}
