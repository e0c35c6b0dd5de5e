package io.unifiedipc.benchmarks.http;

import feign.AsyncFeign;
import feign.Feign;
import feign.Headers;
import feign.Param;
import feign.Request;
import feign.RequestLine;
import feign.Response;
import feign.Retryer;
import feign.codec.Decoder;
import feign.codec.Encoder;
import io.unifiedipc.benchmarks.load.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/**
 * Feign over the same OkHttp, without its retries. It reads and writes by Jackson 3, like all others. To it each header is a
 * template, which it expands on each call; so many headers cost it more than all else.
 */
final class FeignPeer implements OrderClient {
    private final OkHttpClient client = OkHttpRaw.client();
    /** Those of the client: for any others Feign would make a client anew for each call. */
    private final Request.Options options = new Request.Options(
            client.connectTimeoutMillis(),
            TimeUnit.MILLISECONDS,
            client.readTimeoutMillis(),
            TimeUnit.MILLISECONDS,
            true);

    private final Api api;
    private final AsyncApi async;

    private FeignPeer(String address) {
        feign.okhttp.OkHttpClient calls = new feign.okhttp.OkHttpClient(client);
        api = Feign.builder()
                .client(calls)
                .options(options)
                .retryer(Retryer.NEVER_RETRY)
                .encoder(ENCODER)
                .decoder(DECODER)
                .target(Api.class, address);
        async = AsyncFeign.builder()
                .client(calls)
                .options(options)
                .retryer(Retryer.NEVER_RETRY)
                .encoder(ENCODER)
                .decoder(DECODER)
                .target(AsyncApi.class, address);
    }

    static OrderClient open(String address) {
        return new FeignPeer(address);
    }

    private static final Encoder ENCODER =
            (order, type, request) -> request.body(Wire.ORDER.writeValueAsBytes(order), null);

    private static final Decoder DECODER = (response, type) -> read(response);

    private static OrderPlaced read(Response response) throws IOException {
        try (InputStream in = response.body().asInputStream()) {
            return Wire.PLACED_IN.readValue(in);
        }
    }

    /** With what changes with each call as parameters. */
    interface Api {
        @RequestLine("POST " + Wire.PATH)
        @Headers({
            Wire.SPEC_VERSION,
            Wire.TYPE,
            Wire.SOURCE,
            Wire.VERSION,
            Wire.AGENT,
            Wire.CODING,
            "Content-Type: " + Wire.JSON,
            Wire.ID + ": {id}",
            Wire.TIME + ": {time}",
            Wire.KEY + ": {key}",
            Wire.DEADLINE + ": {deadline}"
        })
        OrderPlaced place(
                @Param("id") String id,
                @Param("time") String time,
                @Param("key") String key,
                @Param("deadline") String deadline,
                PlaceOrder order);
    }

    /** The same with a future. */
    interface AsyncApi {
        @RequestLine("POST " + Wire.PATH)
        @Headers({
            Wire.SPEC_VERSION,
            Wire.TYPE,
            Wire.SOURCE,
            Wire.VERSION,
            Wire.AGENT,
            Wire.CODING,
            "Content-Type: " + Wire.JSON,
            Wire.ID + ": {id}",
            Wire.TIME + ": {time}",
            Wire.KEY + ": {key}",
            Wire.DEADLINE + ": {deadline}"
        })
        CompletableFuture<OrderPlaced> later(
                @Param("id") String id,
                @Param("time") String time,
                @Param("key") String key,
                @Param("deadline") String deadline,
                PlaceOrder order);
    }

    @Override
    public OrderPlaced place(PlaceOrder order) {
        String id = Ids.next();
        return api.place(id, Wire.time(), Wire.key(id), Wire.deadline(), order);
    }

    @Override
    public CompletableFuture<OrderPlaced> later(PlaceOrder order) {
        String id = Ids.next();
        return async.later(id, Wire.time(), Wire.key(id), Wire.deadline(), order);
    }

    @Override
    public void close() {
        OkHttpRaw.close(client);
    }
}
