package io.unifiedipc.benchmarks.http;

import io.unifiedipc.benchmarks.load.Ids;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp with Jackson 3 and nothing else: what the rest is compared with. */
final class OkHttpRaw implements OrderClient {
    static final MediaType JSON = MediaType.get(Wire.JSON);
    private static final Headers FIXED = Headers.of(Wire.fixed());

    private final OkHttpClient client = client();
    private final HttpUrl place;

    private OkHttpRaw(String address) {
        place = HttpUrl.get(address + Wire.PATH);
    }

    static OrderClient open(String address) {
        return new OkHttpRaw(address);
    }

    /** With OkHttp's own defaults, but room for more than five calls at a time to one host. */
    static OkHttpClient client() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(64);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(64, 1, TimeUnit.MINUTES))
                .build();
    }

    static void close(OkHttpClient client) {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    private Call call(PlaceOrder order) {
        String id = Ids.next();
        return client.newCall(new Request.Builder()
                .url(place)
                .headers(FIXED)
                .header(Wire.ID, id)
                .header(Wire.TIME, Wire.time())
                .header(Wire.KEY, Wire.key(id))
                .header(Wire.DEADLINE, Wire.deadline())
                .post(RequestBody.create(Wire.ORDER.writeValueAsBytes(order), JSON))
                .build());
    }

    private static OrderPlaced read(Response response) throws IOException {
        try (response) {
            if (!response.isSuccessful()) {
                throw new IOException("HTTP " + response.code());
            }
            return Wire.PLACED_IN.readValue(response.body().bytes());
        }
    }

    @Override
    public OrderPlaced place(PlaceOrder order) throws IOException {
        return read(call(order).execute());
    }

    @Override
    public CompletableFuture<OrderPlaced> later(PlaceOrder order) {
        CompletableFuture<OrderPlaced> later = new CompletableFuture<>();
        call(order).enqueue(new Callback() {
            @Override
            public void onResponse(Call call, Response response) {
                try {
                    later.complete(read(response));
                } catch (IOException | RuntimeException e) {
                    later.completeExceptionally(e);
                }
            }

            @Override
            public void onFailure(Call call, IOException e) {
                later.completeExceptionally(e);
            }
        });
        return later;
    }

    @Override
    public void close() {
        close(client);
    }
}
