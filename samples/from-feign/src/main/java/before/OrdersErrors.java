package before;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import feign.Response;
import feign.codec.ErrorDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import model.NoSuchOrder;
import model.OutOfStock;

public final class OrdersErrors implements ErrorDecoder {
    private final ErrorDecoder otherwise = new Default();

    @Override
    public Exception decode(String method, Response response) {
        if (response.status() != 404 && response.status() != 409) {
            return otherwise.decode(method, response);
        }
        try (InputStream body = response.body().asInputStream()) {
            JsonObject problem = JsonParser.parseReader(new InputStreamReader(body, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            return response.status() == 404
                    ? new NoSuchOrder(problem.get("detail").getAsString())
                    : new OutOfStock(problem.get("sku").getAsString());
        } catch (IOException e) {
            return e;
        }
    }
}
