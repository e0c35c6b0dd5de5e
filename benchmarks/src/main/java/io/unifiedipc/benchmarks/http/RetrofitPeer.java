package io.unifiedipc.benchmarks.http;

import io.unifiedipc.benchmarks.load.Ids;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.Converter;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.Body;
import retrofit2.http.Header;
import retrofit2.http.Headers;
import retrofit2.http.POST;

/** Retrofit over the same OkHttp. Its own converter stands on Jackson 2, so it has one for Jackson 3 here, like all others. */
final class RetrofitPeer implements OrderClient {
    private final OkHttpClient client = OkHttpRaw.client();
    private final Api api;

    private RetrofitPeer(String address) {
        api = new Retrofit.Builder()
                .baseUrl(address)
                .client(client)
                .addConverterFactory(new Jackson())
                .build()
                .create(Api.class);
    }

    static OrderClient open(String address) {
        return new RetrofitPeer(address);
    }

    private interface Api {
        @Headers({Wire.SPEC_VERSION, Wire.TYPE, Wire.SOURCE, Wire.VERSION, Wire.AGENT, Wire.CODING})
        @POST(Wire.PATH)
        Call<OrderPlaced> place(
                @Header(Wire.ID) String id,
                @Header(Wire.TIME) String time,
                @Header(Wire.KEY) String key,
                @Header(Wire.DEADLINE) String deadline,
                @Body PlaceOrder order);

        @Headers({Wire.SPEC_VERSION, Wire.TYPE, Wire.SOURCE, Wire.VERSION, Wire.AGENT, Wire.CODING})
        @POST(Wire.PATH)
        CompletableFuture<OrderPlaced> later(
                @Header(Wire.ID) String id,
                @Header(Wire.TIME) String time,
                @Header(Wire.KEY) String key,
                @Header(Wire.DEADLINE) String deadline,
                @Body PlaceOrder order);
    }

    @Override
    public OrderPlaced place(PlaceOrder order) throws IOException {
        String id = Ids.next();
        Response<OrderPlaced> response =
                api.place(id, Wire.time(), Wire.key(id), Wire.deadline(), order).execute();
        return Objects.requireNonNull(response.body(), response::message);
    }

    @Override
    public CompletableFuture<OrderPlaced> later(PlaceOrder order) {
        String id = Ids.next();
        return api.later(id, Wire.time(), Wire.key(id), Wire.deadline(), order);
    }

    @Override
    public void close() {
        OkHttpRaw.close(client);
    }

    private static final class Jackson extends Converter.Factory {
        @Override
        public Converter<PlaceOrder, RequestBody> requestBodyConverter(
                Type type, Annotation[] parameter, Annotation[] method, Retrofit retrofit) {
            return order -> RequestBody.create(Wire.ORDER.writeValueAsBytes(order), OkHttpRaw.JSON);
        }

        @Override
        public Converter<ResponseBody, OrderPlaced> responseBodyConverter(
                Type type, Annotation[] annotations, Retrofit retrofit) {
            return body -> {
                try (body) {
                    return Wire.PLACED_IN.readValue(body.bytes());
                }
            };
        }
    }
}
