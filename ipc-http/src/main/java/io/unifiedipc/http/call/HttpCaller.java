package io.unifiedipc.http.call;

import io.unifiedipc.http.config.ConnectionOptions;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.tls.Certificates;
import io.unifiedipc.tls.TlsFiles;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one client of a transport: OkHttp with everything off that would decide something for us. */
public final class HttpCaller {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCaller.class);
    private static final String THREADS = "ipc-http-call";
    /**
     * How often an HTTP/2 connection is asked whether somebody is there. Calls share it, so that none of them can tell by its
     * own silence; without this a dead one would be used on and on.
     */
    private static final Duration PING = Duration.ofSeconds(5);

    final Context context;
    private final ThreadPoolExecutor executor;
    private final OkHttpClient client;
    private final Map<TlsFiles, Certificates> certificates = new ConcurrentHashMap<>();

    /** As the transport's options say. */
    public HttpCaller(Config options, Context context) {
        this(options, context, Dns.SYSTEM);
    }

    HttpCaller(Config options, Context context, Dns dns) {
        this.context = context;
        // As many threads as there are calls: a channel's own limit of outstanding calls is the bound.
        executor = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), Threads.named(THREADS));
        Dispatcher dispatcher = new Dispatcher(executor);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(
                        options.get(ConnectionOptions.IDLE_CONNECTIONS),
                        options.get(ConnectionOptions.KEEP_ALIVE).toMillis(),
                        TimeUnit.MILLISECONDS))
                .dns(dns)
                .eventListener(Attempts.LISTENER)
                .pingInterval(PING)
                // This is about requests. All addresses of a host are tried even so, for nothing was sent to any.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .proxy(Proxy.NO_PROXY)
                .socketFactory(new Sockets())
                .connectTimeout(0, TimeUnit.MILLISECONDS)
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .writeTimeout(0, TimeUnit.MILLISECONDS)
                .addInterceptor(new BeforeConnecting())
                .addNetworkInterceptor(new HandingOff())
                .build();
    }

    /** A client that shares threads and connections with all others. */
    OkHttpClient like(Consumer<OkHttpClient.Builder> different) {
        OkHttpClient.Builder builder = client.newBuilder();
        different.accept(builder);
        return builder.build();
    }

    /** Channels that name the same files share what is in them. */
    Certificates certificates(TlsFiles files) {
        return certificates.computeIfAbsent(
                files,
                each -> new Certificates(each, context.clock(), () -> context.count(Certificates.REFUSED, "http")));
    }

    /** Each exchange that hasn't ended, on whichever thread it runs. */
    List<Exchange> running(Predicate<Exchange> which) {
        return java.util.stream.Stream.concat(
                        client.dispatcher().runningCalls().stream(), client.dispatcher().queuedCalls().stream())
                .map(call -> Exchange.of(call.request()))
                .filter(which)
                .toList();
    }

    /** Called when no link is left. Calls that were cancelled may still be on their way out of the driver. */
    public CompletionStage<Void> close() {
        client.dispatcher().cancelAll();
        executor.shutdown();
        client.connectionPool().evictAll();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Threads.named("ipc-http-close")
                .newThread(() -> {
                    awaitThreads();
                    client.connectionPool().evictAll();
                    closed.complete(null);
                })
                .start();
        return closed;
    }

    private void awaitThreads() {
        try {
            if (!executor.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn(
                        "{} calls would not end; their threads are left to end by themselves",
                        executor.getActiveCount());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
