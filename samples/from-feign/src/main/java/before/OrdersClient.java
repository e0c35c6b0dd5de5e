package before;

import feign.Feign;
import feign.Request;
import feign.Retryer;
import feign.form.FormEncoder;
import feign.gson.GsonDecoder;
import feign.gson.GsonEncoder;
import feign.http2client.Http2Client;
import java.net.URI;
import java.util.concurrent.TimeUnit;

public final class OrdersClient {
    private OrdersClient() {}

    public static OrdersApi of(String url, URI tokens, String client, String secret) {
        return Feign.builder()
                .client(new Http2Client())
                .encoder(new FormEncoder(new GsonEncoder()))
                .decoder(new GsonDecoder())
                .errorDecoder(new OrdersErrors())
                .requestInterceptor(new Token(tokens, client, secret))
                .options(new Request.Options(1, TimeUnit.SECONDS, 2, TimeUnit.SECONDS, false))
                .retryer(Retryer.NEVER_RETRY)
                .target(OrdersApi.class, url);
    }
}
