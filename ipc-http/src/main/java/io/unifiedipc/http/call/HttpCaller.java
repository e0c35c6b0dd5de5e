package io.unifiedipc.http.call;

import io.unifiedipc.http.config.HttpOptions;
import io.unifiedipc.spi.Context;
import java.net.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one client of a transport: OkHttp with everything off that would decide something for us. */
public final class HttpCaller {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCaller.class);
    private static final String THREADS = "ipc-http-call";

    final Context context;
    private final ThreadPoolExecutor executor;
    private final OkHttpClient client;

    public HttpCaller(Context context) {
        this.context = context;
        // As many threads as there are calls: a channel's own limit of outstanding calls is the bound.
        executor = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), Threads.named(THREADS));
        Dispatcher dispatcher = new Dispatcher(executor);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        client = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(64, HttpOptions.CLIENT_IDLE.toMillis(), TimeUnit.MILLISECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
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

    public okhttp3.Call call(okhttp3.Request request) {
        return client.newCall(request);
    }

    /** Each exchange that hasn't ended, on whichever thread it runs. */
    public List<Exchange> running(Predicate<Exchange> which) {
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
