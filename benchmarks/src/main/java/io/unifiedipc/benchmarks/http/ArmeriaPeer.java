package io.unifiedipc.benchmarks.http;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.unifiedipc.benchmarks.load.Ids;
import java.util.concurrent.CompletableFuture;

/** Armeria, over HTTP/1.1 as all others. Its own JSON is by Jackson 2, so it gets and gives bytes here. */
final class ArmeriaPeer implements OrderClient {
    private static final RequestHeaders FIXED = RequestHeaders.builder(HttpMethod.POST, Wire.PATH)
            .add(Wire.fixed().entrySet())
            .add("content-type", Wire.JSON)
            .build();

    private final ClientFactory factory = ClientFactory.builder().build();
    private final WebClient client;

    private ArmeriaPeer(String address) {
        client = WebClient.builder(address.replace("http://", "h1c://"))
                .factory(factory)
                .build();
    }

    static OrderClient open(String address) {
        return new ArmeriaPeer(address);
    }

    private static RequestHeaders headers() {
        String id = Ids.next();
        return FIXED.toBuilder()
                .set(Wire.ID, id)
                .set(Wire.TIME, Wire.time())
                .set(Wire.KEY, Wire.key(id))
                .set(Wire.DEADLINE, Wire.deadline())
                .build();
    }

    private static OrderPlaced read(AggregatedHttpResponse response) {
        if (!response.status().isSuccess()) {
            throw new IllegalStateException("HTTP " + response.status());
        }
        return Wire.PLACED_IN.readValue(response.content().array());
    }

    @Override
    public OrderPlaced place(PlaceOrder order) {
        return read(client.blocking().execute(headers(), HttpData.wrap(Wire.ORDER.writeValueAsBytes(order))));
    }

    @Override
    public CompletableFuture<OrderPlaced> later(PlaceOrder order) {
        return client.execute(headers(), HttpData.wrap(Wire.ORDER.writeValueAsBytes(order)))
                .aggregate()
                .thenApply(ArmeriaPeer::read);
    }

    @Override
    public void close() {
        factory.close();
    }
}
