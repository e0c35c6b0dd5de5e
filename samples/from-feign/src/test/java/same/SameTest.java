package same;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import after.Orders;
import before.OrdersApi;
import before.OrdersClient;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import feign.form.FormData;
import io.unifiedipc.Attachment;
import io.unifiedipc.Ipc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import model.NewOrder;
import model.NoSuchOrder;
import model.Order;
import model.OutOfStock;
import model.Summary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both clients ask the same service for the same, and the page that compares them tells the truth about their size. */
class SameTest {
    private static final String ORDER =
            "{\"id\":\"7\",\"customer\":\"ann\",\"status\":\"open\",\"lines\":[{\"sku\":\"s\",\"quantity\":2}]}";
    private static final NewOrder NEW_ORDER = new NewOrder("ann", List.of(new Order.Line("s", 2)));
    private static final byte[] FILE = "x".getBytes(StandardCharsets.UTF_8);
    private static final Path PAGE = Path.of("../../docs/migrate-from-feign.md");

    private final WireMockServer service = new WireMockServer(options().dynamicPort());
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        service.start();
        // The first answer of a JVM that has just begun comes late, and both clients wait for two seconds only.
        HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(service.baseUrl())).build(), BodyHandlers.discarding());
        service.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
        on("POST", "/token", okJson("{\"access_token\":\"t1\",\"token_type\":\"Bearer\",\"expires_in\":600}"));
        on("GET", "/orders/7", okJson(ORDER));
        on("GET", "/orders?customer=ann&status=open", okJson("[" + ORDER + "]"));
        on("POST", "/orders", okJson(ORDER).withStatus(201));
        on("PUT", "/orders/7", okJson(ORDER));
        on("PATCH", "/orders/7", okJson(ORDER));
        on("DELETE", "/orders/7", aResponse().withStatus(204));
        on("GET", "/orders/7/lines", okJson("[{\"sku\":\"s\",\"quantity\":2}]"));
        on("POST", "/orders/7/confirmation", aResponse().withStatus(204));
        on("POST", "/orders/8/confirmation", problem(409, "\"sku\":\"s\""));
        on("GET", "/orders/8", problem(404, "\"detail\":\"no order 8\""));
        on("POST", "/orders/7/documents", aResponse().withStatus(204));
        on("GET", "/customers/ann/summary", okJson("{\"customer\":\"ann\",\"orders\":3}"));
        service.addMockServiceRequestListener((request, response) -> asked.add(line(request)));
    }

    private void on(String method, String url, ResponseDefinitionBuilder answer) {
        service.stubFor(request(method, urlEqualTo(url)).willReturn(answer));
    }

    private static ResponseDefinitionBuilder problem(int status, String member) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/problem+json")
                .withBody("{\"title\":\"no\"," + member + "}");
    }

    /** What counts of a request. */
    private static String line(Request request) {
        String type = String.valueOf(request.getHeader("Content-Type")).replaceAll(";.*", "");
        String body = type.startsWith("multipart/")
                ? request.getParts().stream()
                        .map(part -> part.getName() + "=" + part.getBody().asString())
                        .sorted()
                        .collect(Collectors.joining("&"))
                : request.getBodyAsString().replaceAll("\\s", "");
        return request.getMethod() + " " + request.getUrl() + " | " + request.getHeader("Authorization") + " | "
                + request.getHeader("X-Tenant") + " | " + (body.isEmpty() ? "" : type) + " | " + body;
    }

    @AfterEach
    void stop() {
        service.stop();
    }

    @Test
    void bothClientsAskForTheSame() throws Exception {
        before();
        List<String> askedBefore = List.copyOf(asked);
        asked.clear();
        after();
        assertThat(orders(asked)).isEqualTo(orders(askedBefore)).hasSize(12);
        assertThat(asked).filteredOn(line -> line.contains("/token")).hasSize(1);
    }

    private void before() throws Exception {
        OrdersApi orders =
                OrdersClient.of(service.baseUrl(), URI.create(service.baseUrl() + "/token"), "shop", "secret");
        Order found = orders.get("7");
        assertThat(orders.find("ann", "open")).containsExactly(found);
        assertThat(orders.place(NEW_ORDER)).isEqualTo(found);
        assertThat(orders.replace("7", NEW_ORDER)).isEqualTo(found);
        assertThat(orders.change("7", Map.of("status", "paid"))).isEqualTo(found);
        orders.remove("7");
        assertThat(orders.lines("7")).containsExactly(new Order.Line("s", 2));
        orders.confirm("7");
        orders.attach("7", "bill", new FormData("text/plain", "bill.txt", FILE));
        assertThat(orders.summary("ann", "north")).isEqualTo(new Summary("ann", 3));
        assertThatThrownBy(() -> orders.get("8"))
                .isInstanceOf(NoSuchOrder.class)
                .hasMessage("no order 8");
        assertThatThrownBy(() -> orders.confirm("8"))
                .isInstanceOfSatisfying(
                        OutOfStock.class, e -> assertThat(e.sku()).isEqualTo("s"));
    }

    private void after() throws Exception {
        try (Ipc ipc = Ipc.builder()
                .isolated()
                .yaml(Files.readString(Path.of("src/main/resources/ipc.yaml"))
                        .replace("timeout: 2s", "timeout: 20s") // its first call fetches a token, too
                        .replace("${env:TOKEN_URL}", service.baseUrl() + "/token")
                        .replace("${env:CLIENT_SECRET}", "secret")
                        .replace("${env:ORDERS_URL}", service.baseUrl()))
                .build()) {
            Orders orders = ipc.client(Orders.class);
            Order found = orders.get("7");
            assertThat(orders.find(new Orders.FindOrders("ann", "open"))).containsExactly(found);
            assertThat(orders.place(NEW_ORDER)).isEqualTo(found);
            assertThat(orders.replace(new Orders.ReplaceOrder("7", NEW_ORDER))).isEqualTo(found);
            assertThat(orders.change(new Orders.ChangeOrder("7", Map.of("status", "paid"))))
                    .isEqualTo(found);
            orders.remove("7");
            assertThat(orders.lines("7")).containsExactly(new Order.Line("s", 2));
            orders.confirm("7");
            orders.attach(new Orders.AttachDocument("7", "bill", new Attachment("bill.txt", "text/plain", FILE)));
            assertThat(orders.summary(new Orders.GetSummary("ann", "north"))).isEqualTo(new Summary("ann", 3));
            assertThatThrownBy(() -> orders.get("8"))
                    .isInstanceOf(NoSuchOrder.class)
                    .hasMessage("no order 8");
            assertThatThrownBy(() -> orders.confirm("8"))
                    .isInstanceOfSatisfying(
                            OutOfStock.class, e -> assertThat(e.sku()).isEqualTo("s"));
        }
    }

    private static List<String> orders(List<String> lines) {
        return lines.stream().filter(line -> !line.contains("/token")).toList();
    }

    @Test
    void thePageTellsTheirSize() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains("| contract | " + lines("before/OrdersApi.java") + " | " + lines("after/Orders.java") + " |")
                .contains("| errors | " + lines("before/OrdersErrors.java") + " | 0 |")
                .contains("| token | " + lines("before/Token.java") + " | 0 |")
                .contains("| wiring | " + lines("before/OrdersClient.java") + " | " + lines("../resources/ipc.yaml")
                        + " |");
    }

    /** Lines with something in them, but for imports, package and comments. */
    private static long lines(String file) throws IOException {
        try (Stream<String> all = Files.lines(Path.of("src/main/java").resolve(file))) {
            return all.filter(line -> !line.isBlank() && !line.matches("(import|package) .*|\\s*(//|/?\\*).*"))
                    .count();
        }
    }
}
