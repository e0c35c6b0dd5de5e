package io.unifiedipc.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.unifiedipc.http.StrangerCase.answers;
import static io.unifiedipc.http.StrangerStage.json;
import static io.unifiedipc.http.StrangerStage.order;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.unifiedipc.Executed;
import io.unifiedipc.Kind;
import io.unifiedipc.http.ShopService.AmendOrder;
import io.unifiedipc.http.ShopService.CancelOrder;
import io.unifiedipc.http.ShopService.CheckOrder;
import io.unifiedipc.http.ShopService.GetOrder;
import io.unifiedipc.http.ShopService.Hint;
import io.unifiedipc.http.ShopService.ReplaceOrder;
import java.time.Duration;
import java.util.List;

/** Answers that are whole: their status counts, and what they say. */
final class StrangerStatuses {
    private static final String PAGE =
            "<!DOCTYPE html><html><head><title>Bad &amp; Gateway</title><script>var token='x'</script>"
                    + "</head><body><h1>nginx</h1></body></html>";

    private StrangerStatuses() {}

    static List<StrangerCase> successes() {
        return List.of(
                answers("GET, 200", order(200))
                        .asking("get", new GetOrder("17"))
                        .reply("sku-1"),
                answers("POST, 201", order(201).withHeader("Location", "/orders/17"))
                        .reply("sku-1"),
                answers("PUT, 200", order(200))
                        .asking("replace", new ReplaceOrder("17", "sku-1", 2))
                        .reply("sku-1"),
                answers("PATCH, 200", order(200))
                        .asking("amend", new AmendOrder("17", 2))
                        .reply("sku-1"),
                answers("DELETE, 204", aResponse().withStatus(204))
                        .asking("cancel", new CancelOrder("17"))
                        .reply("null"),
                answers("HEAD, 200", aResponse().withStatus(200))
                        .asking("check", new CheckOrder("17"))
                        .reply("null"),
                answers("one-way, 202", aResponse().withStatus(202))
                        .asking("hint", new Hint("x"))
                        .reply("null"),
                answers("204, where a reply is wanted", aResponse().withStatus(204))
                        .reply("null"),
                answers("205, where a reply is wanted", aResponse().withStatus(205))
                        .reply("null"),
                answers("200 with an empty body, where a reply is wanted", json(200, ""))
                        .reply("null"),
                answers("200 without a content type", aResponse().withBody(StrangerStage.ORDER))
                        .reply("sku-1"),
                answers("200, application/vnd.shop+json", typed(200, "application/vnd.shop+json", StrangerStage.ORDER))
                        .reply("sku-1"));
    }

    static List<StrangerCase> failures() {
        return List.of(
                answers("400, problem+json", problem(400, "about:blank", "\"detail\":\"no quantity\""))
                        .fails(Kind.INVALID, Executed.MAYBE, "HTTP 400 (Bad Request): no quantity"),
                answers(
                                "401, WWW-Authenticate",
                                aResponse().withStatus(401).withHeader("WWW-Authenticate", "Bearer realm=\"shop\""))
                        .fails(Kind.UNAUTHORIZED, Executed.NO, "it asks for Bearer for 'shop'"),
                answers("402", aResponse().withStatus(402))
                        .fails(Kind.FAILED, Executed.MAYBE, "402 (Payment Required)"),
                answers("403, text with a token in it", typed(403, "text/plain", "token=abc123def refused"))
                        .fails(Kind.UNAUTHORIZED, Executed.NO, ": token=[redacted] refused"),
                answers("404", aResponse().withStatus(404))
                        .fails(Kind.UNROUTABLE, Executed.MAYBE, "look at the address"),
                answers("404, a declared refusal", json(404, "{\"message\":\"no order 17\"}"))
                        .asking("get", new GetOrder("17"))
                        .fails(Kind.REFUSED, Executed.YES, "no order 17"),
                answers("405, Allow", aResponse().withStatus(405).withHeader("Allow", "GET, PUT"))
                        .fails(Kind.UNSUPPORTED, Executed.NO, "allowed is GET, PUT"),
                answers("406", aResponse().withStatus(406)).fails(Kind.FAILED, Executed.MAYBE, "406 (Not Acceptable)"),
                answers("407, and no proxy", aResponse().withStatus(407))
                        .fails(Kind.UNAUTHORIZED, Executed.MAYBE, "407 (Proxy Authentication Required)"),
                answers("408", aResponse().withStatus(408))
                        .fails(Kind.TIMEOUT, Executed.MAYBE, "408 (Request Timeout)"),
                answers(
                                "409, a declared refusal by its type",
                                problem(409, OUT_OF_STOCK, "\"detail\":\"too few\"," + FIELDS))
                        .fails(Kind.REFUSED, Executed.YES, "too few: 1 of sku-1"),
                answers("409, a declared refusal by its status", json(409, "{\"message\":\"too few\"," + FIELDS + "}"))
                        .fails(Kind.REFUSED, Executed.YES, "too few: 1 of sku-1"),
                answers("422, a declared refusal by its type", problem(422, CREDIT, "\"limit\":\"100 EUR\""))
                        .fails(Kind.REFUSED, Executed.YES, "CreditLimit"),
                answers(
                                "409, of a type that nobody declared",
                                problem(409, "https://shop.example/problems/other", FIELDS))
                        .fails(Kind.CONFLICT, Executed.MAYBE, "409 (Conflict)"),
                answers("409, a refusal by the configuration", json(409, "{\"error\":\"locked\"}"))
                        .asking("amend", new AmendOrder("17", 2))
                        .set("http.refusals.Locked", "409")
                        .fails(Kind.REFUSED, Executed.YES, "as Locked (HTTP 409): locked"),
                answers("409", aResponse().withStatus(409))
                        .asking("amend", new AmendOrder("17", 2))
                        .fails(Kind.CONFLICT, Executed.MAYBE, "409 (Conflict)"),
                answers("410", aResponse().withStatus(410)).fails(Kind.UNROUTABLE, Executed.MAYBE, "410 (Gone)"),
                answers("412", aResponse().withStatus(412))
                        .fails(Kind.FAILED, Executed.MAYBE, "412 (Precondition Failed)"),
                answers("413", aResponse().withStatus(413)).fails(Kind.TOO_LARGE, Executed.NO, "HTTP 413"),
                answers("415", aResponse().withStatus(415)).fails(Kind.UNSUPPORTED, Executed.NO, "HTTP 415"),
                answers("421", aResponse().withStatus(421)).fails(Kind.UNROUTABLE, Executed.MAYBE, "HTTP 421"),
                answers(
                                "422, validation errors",
                                json(422, "{\"errors\":[{\"field\":\"quantity\",\"message\":\"must be positive\"}]}"))
                        .fails(Kind.FAILED, Executed.MAYBE, "must be positive"),
                answers(
                                "429, Retry-After in seconds",
                                aResponse().withStatus(429).withHeader("Retry-After", "7"))
                        .fails(Kind.OVERLOADED, Executed.NO, "HTTP 429")
                        .retryAfter(Duration.ofSeconds(7)),
                answers(
                                "429, Retry-After as a date",
                                aResponse().withStatus(429).withHeader("Retry-After", "Fri, 31 Dec 2100 23:59:59 GMT"))
                        .fails(Kind.OVERLOADED, Executed.NO, "HTTP 429")
                        .retryAfter(Duration.ofDays(1)),
                answers(
                                "429, Retry-After as a date that has passed",
                                aResponse().withStatus(429).withHeader("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"))
                        .fails(Kind.OVERLOADED, Executed.NO, "HTTP 429")
                        .retryAfter(Duration.ZERO),
                answers(
                                "429, Retry-After that is neither",
                                aResponse().withStatus(429).withHeader("Retry-After", "soon"))
                        .fails(Kind.OVERLOADED, Executed.NO, "HTTP 429"),
                answers("431", aResponse().withStatus(431)).fails(Kind.TOO_LARGE, Executed.MAYBE, "HTTP 431"),
                answers("500, problem+json", problem(500, "about:blank", "\"detail\":\"no database\""))
                        .fails(Kind.FAILED, Executed.MAYBE, "HTTP 500 (Server Error): no database"),
                answers("500, no text", typed(500, "image/png", "PNG..."))
                        .fails(Kind.FAILED, Executed.MAYBE, "6 bytes of image/png"),
                answers("501", aResponse().withStatus(501)).fails(Kind.UNSUPPORTED, Executed.MAYBE, "HTTP 501"),
                answers("502, HTML", typed(502, "text/html", PAGE))
                        .fails(Kind.FAILED, Executed.MAYBE, "HTTP 502 (Bad Gateway): Bad & Gateway"),
                answers("503, Retry-After: 0", aResponse().withStatus(503).withHeader("Retry-After", "0"))
                        .fails(Kind.OVERLOADED, Executed.MAYBE, "HTTP 503")
                        .retryAfter(Duration.ZERO),
                answers("GET, 503, Retry-After: 0", aResponse().withStatus(503).withHeader("Retry-After", "0"))
                        .asking("get", new GetOrder("17"))
                        .fails(Kind.OVERLOADED, Executed.MAYBE, "HTTP 503")
                        .retryAfter(Duration.ZERO),
                answers("503, HTML", typed(503, "text/html; charset=ISO-8859-1", PAGE))
                        .fails(Kind.OVERLOADED, Executed.MAYBE, "Bad & Gateway"),
                answers("504", aResponse().withStatus(504)).fails(Kind.TIMEOUT, Executed.MAYBE, "HTTP 504"),
                answers("599, which nobody knows", aResponse().withStatus(599))
                        .fails(Kind.FAILED, Executed.MAYBE, "HTTP 599"),
                answers("304, though nothing conditional was asked", aResponse().withStatus(304))
                        .asking("get", new GetOrder("17"))
                        .fails(Kind.FAILED, Executed.MAYBE, "HTTP 304"),
                answers("200, a page of HTML", typed(200, "text/html", "<title>Sign in</title>"))
                        .fails(Kind.FAILED, Executed.MAYBE, "a page of HTML: Sign in"));
    }

    private static final String OUT_OF_STOCK = "https://shop.example/problems/out-of-stock";
    private static final String CREDIT = "https://shop.example/problems/credit";
    private static final String FIELDS = "\"sku\":\"sku-1\",\"left\":1";

    private static ResponseDefinitionBuilder problem(int status, String type, String members) {
        return typed(status, "application/problem+json", "{\"type\":\"" + type + "\"," + members + "}");
    }

    static ResponseDefinitionBuilder typed(int status, String type, String body) {
        return aResponse().withStatus(status).withHeader("Content-Type", type).withBody(body);
    }
}
