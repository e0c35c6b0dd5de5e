package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.http.config.HttpOptions;
import io.unifiedipc.json.JsonCodec;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import io.unifiedipc.spi.Settlement;
import io.unifiedipc.spi.Style;
import io.unifiedipc.spi.Timers;
import io.unifiedipc.testing.kit.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Transports at work, with as little around them as possible. Closing it proves that no thread is left. */
final class Rig implements Context, AutoCloseable {
    static final int LIMIT = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(daemon("test-timer"));
    private final ExecutorService workers = Executors.newCachedThreadPool(daemon("test-worker"));
    private final Map<Timers.Entry, Future<?>> entries = new ConcurrentHashMap<>();
    private final List<HttpTransport> transports = new ArrayList<>();
    private final java.util.Queue<String> counted = new java.util.concurrent.ConcurrentLinkedQueue<>();

    private static java.util.concurrent.ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public String service() {
        return "test";
    }

    @Override
    public Executor executor() {
        return workers;
    }

    @Override
    public Clock clock() {
        return Clock.SYSTEM;
    }

    @Override
    public Timers timers() {
        return new Timers() {
            @Override
            public void add(Entry entry) {
                entries.put(entry, timer.schedule(entry::run, entry.due() - System.nanoTime(), TimeUnit.NANOSECONDS));
            }

            @Override
            public void remove(Entry entry) {
                Future<?> scheduled = entries.remove(entry);
                if (scheduled != null) {
                    scheduled.cancel(false);
                }
            }
        };
    }

    /** What every channel's calls show; nothing unless the test says so. */
    @Nullable
    Credentials credentials;

    @Override
    public @Nullable Credentials credentials(String channel) {
        return credentials;
    }

    @Override
    public void count(String what, String channel) {
        counted.add(what);
    }

    /** How often something was counted. */
    long counted(String what) {
        return counted.stream().filter(what::equals).count();
    }

    /** A line to a transport's port. */
    Tap tap(HttpTransport server) {
        return new Tap(server::port);
    }

    /** Entries that were added to the timers and not taken out again. */
    int scheduled() {
        return entries.size();
    }

    /** A transport with these options, each a key and its text. */
    HttpTransport transport(String... options) {
        HttpTransport transport = new HttpTransport(config(HttpOptions.TRANSPORT.options(), options), this);
        transports.add(transport);
        transport.start();
        return transport;
    }

    /** A transport that receives on any free port. */
    HttpTransport server(String... more) {
        List<String> all = new ArrayList<>(List.of("listen", "0"));
        all.addAll(List.of(more));
        return transport(all.toArray(String[]::new));
    }

    static ChannelSpec commands(String name, String... options) {
        return commands(name, LIMIT, options);
    }

    static ChannelSpec commands(String name, int limit, String... options) {
        return new ChannelSpec(
                name, ChannelKind.COMMANDS, "1.0.0", limit, config(HttpOptions.CHANNEL.options(), options));
    }

    static ChannelSpec events(String name, Map<String, List<String>> groups) {
        Config config = groups.isEmpty() ? Config.EMPTY : new Config(Map.of("groups", groups));
        return new ChannelSpec(name, ChannelKind.EVENTS, "1.0.0", LIMIT, config);
    }

    static Config config(List<Option<?>> known, String... pairs) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            String key = pairs[i];
            String text = pairs[i + 1];
            known.stream()
                    .filter(option -> option.key().equals(key))
                    .forEach(option -> values.put(key, option.parse(text)));
        }
        return new Config(values);
    }

    static OperationSpec operation(String name) {
        return OperationSpec.of(name, String.class, String.class);
    }

    static ReceiveSpec receives(String group, String... operations) {
        return new ReceiveSpec(
                group, java.util.Arrays.stream(operations).map(Rig::operation).toList(), new JsonCodec(), 100);
    }

    /** Receives with a handler that answers at once. */
    static Intake serve(Link link, ReceiveSpec spec, Function<Envelope, Envelope> handler) {
        return link.receive(spec, answering(handler));
    }

    static Receiver answering(Function<Envelope, Envelope> handler) {
        return delivery -> {
            delivery.reply(handler.apply(delivery.envelope()));
            delivery.settle(Settlement.ACK);
        };
    }

    static Envelope text(String text) {
        return Envelope.of(Headers.EMPTY.with("content-type", "text/plain"), text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(Envelope envelope) {
        return new String(envelope.body(), StandardCharsets.UTF_8);
    }

    static Asked ask(Link link, Envelope message) {
        return ask(link, message, Style.REQUEST, Duration.ofSeconds(8), false);
    }

    static Asked ask(Link link, Envelope message, Style style, Duration patience, boolean blocking) {
        Asked asked = new Asked("orders", operation("place"), style, message, patience, blocking);
        asked.start(link);
        return asked;
    }

    static void await(String what, BooleanSupplier condition) {
        Await.until(what, PATIENCE, condition);
    }

    static String base(HttpTransport server) {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        transports.forEach(each -> each.close()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join());
        timer.shutdownNow();
        workers.shutdownNow();
        await("no thread left: " + leftovers(), () -> leftovers().isEmpty());
    }

    private static List<String> leftovers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("ipc-http") || name.startsWith("ipc-oauth2"))
                .toList();
    }

    /** A call whose two ends can be awaited. */
    static final class Asked {
        final Call call;
        private final CountDownLatch done = new CountDownLatch(1);
        private final CompletableFuture<Void> ended = new CompletableFuture<>();

        Asked(String channel, OperationSpec operation, Style style, Envelope message, Duration patience, boolean here) {
            long now = System.nanoTime();
            call = new Call(
                    channel, operation, style, message, now, now + patience.toNanos(), here, c -> done.countDown());
            call.onEnd(c -> ended.complete(null));
        }

        /** The share of one group in an event. */
        Asked(Call event, String group, Style style) {
            call = event.part(group, style, c -> done.countDown());
            call.onEnd(c -> ended.complete(null));
        }

        void start(Link link) {
            if (call.style() == Style.REQUEST) {
                link.request(call);
            } else {
                link.send(call);
            }
        }

        /** The reply, when the work has ended too. */
        Envelope reply() {
            finish();
            assertThat(call.failure()).isNull();
            return call.reply();
        }

        IpcException failure() {
            finish();
            assertThat(call.failure())
                    .as("a failure, but there came " + call.reply())
                    .isNotNull();
            return call.failure();
        }

        void finish() {
            try {
                assertThat(done.await(10, TimeUnit.SECONDS))
                        .as(call + " is done")
                        .isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            ended.orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    /** Keeps deliveries, to be answered by the test. */
    static final class Held implements Receiver {
        final List<Delivery> all = java.util.Collections.synchronizedList(new ArrayList<>());

        @Override
        public void accept(Delivery delivery) {
            all.add(delivery);
        }

        Delivery next(int index) {
            await("delivery " + index, () -> all.size() > index);
            return all.get(index);
        }
    }
}
