package before;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import feign.RequestInterceptor;
import feign.RequestTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;

public final class Token implements RequestInterceptor {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final String form;
    private String token = "";
    private Instant until = Instant.MIN;

    public Token(URI url, String client, String secret) {
        this.url = url;
        this.form = "grant_type=client_credentials&client_id=" + client + "&client_secret=" + secret;
    }

    @Override
    public void apply(RequestTemplate request) {
        request.header("Authorization", "Bearer " + token());
    }

    private synchronized String token() {
        if (Instant.now().isBefore(until)) {
            return token;
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(url)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form))
                    .build();
            String body = http.send(request, BodyHandlers.ofString()).body();
            JsonObject answer = JsonParser.parseString(body).getAsJsonObject();
            token = answer.get("access_token").getAsString();
            until = Instant.now().plusSeconds(answer.get("expires_in").getAsLong() - 30);
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
