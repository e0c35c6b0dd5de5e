package io.unifiedipc.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.unifiedipc.http.StrangerCase.answers;
import static io.unifiedipc.http.StrangerCase.behaves;
import static io.unifiedipc.http.StrangerStage.json;
import static io.unifiedipc.http.StrangerStage.order;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.unifiedipc.Executed;
import io.unifiedipc.Kind;
import io.unifiedipc.http.ShopService.CancelOrder;
import io.unifiedipc.http.ShopService.CheckOrder;
import io.unifiedipc.http.ShopService.GetOrder;
import io.unifiedipc.http.ShopService.Hint;
import io.unifiedipc.http.ShopService.ReplaceOrder;
import io.unifiedipc.http.ShopService.WriteReport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Answers that lead to others. */
final class StrangerJourneys {
    private static final GetOrder GET = new GetOrder("17");
    private static final WriteReport YEAR = new WriteReport(2026);
    private static final String ELSEWHERE = "/elsewhere";
    private static final String REPORT = "{\"year\":2026,\"lines\":[]}";

    private StrangerJourneys() {}

    static List<StrangerCase> redirects() {
        List<StrangerCase> all = new ArrayList<>();
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            all.add(behaves("GET, " + status, stage -> {
                        stub(stage, "GET", "/orders/17", to(status, ELSEWHERE));
                        stage.service.stubFor(get(ELSEWHERE)
                                .withHeader("ce-id", matching(".+"))
                                .withHeader("Authorization", equalTo("Bearer " + StrangerStage.TOKEN))
                                .willReturn(order(200)));
                    })
                    .asking("get", GET)
                    .reply("sku-1")
                    .requests(2));
        }
        for (int status : new int[] {301, 302, 307, 308}) {
            all.add(answers("POST, " + status, to(status, ELSEWHERE))
                    .fails(Kind.UNROUTABLE, Executed.MAYBE, "to be found at http://localhost:"));
        }
        all.addAll(List.of(
                behaves("POST, 303", stage -> {
                            stub(stage, "POST", "/orders", to(303, "/orders/17"));
                            stage.service.stubFor(get("/orders/17")
                                    .withHeader("Content-Type", absent())
                                    .withHeader("Idempotency-Key", absent())
                                    .willReturn(order(200)));
                        })
                        .reply("sku-1")
                        .requests(2),
                behaves("POST, 303, and there 401", stage -> {
                            stub(stage, "POST", "/orders", to(303, "/orders/17"));
                            stub(stage, "GET", "/orders/17", aResponse().withStatus(401));
                        })
                        .fails(Kind.UNAUTHORIZED, Executed.MAYBE, "HTTP 401")
                        .requests(2),
                behaves("PUT, 302", stage -> stub(stage, "PUT", "/orders/17", to(302, ELSEWHERE)))
                        .asking("replace", new ReplaceOrder("17", "sku-1", 2))
                        .fails(Kind.UNROUTABLE, Executed.MAYBE, "/elsewhere"),
                behaves("PUT, 307", stage -> {
                            stub(stage, "PUT", "/orders/17", to(307, ELSEWHERE));
                            stage.service.stubFor(request("PUT", urlEqualTo(ELSEWHERE))
                                    .withRequestBody(matching(".*sku-1.*"))
                                    .withHeader("Content-Type", equalTo("application/json"))
                                    .willReturn(order(200)));
                        })
                        .asking("replace", new ReplaceOrder("17", "sku-1", 2))
                        .reply("sku-1")
                        .requests(2),
                behaves("DELETE, 308", stage -> {
                            stub(stage, "DELETE", "/orders/17", to(308, ELSEWHERE));
                            stub(stage, "DELETE", ELSEWHERE, aResponse().withStatus(204));
                        })
                        .asking("cancel", new CancelOrder("17"))
                        .reply("null")
                        .requests(2),
                behaves("HEAD, 301", stage -> {
                            stub(stage, "HEAD", "/orders/17", to(301, ELSEWHERE));
                            stub(stage, "HEAD", ELSEWHERE, aResponse().withStatus(200));
                        })
                        .asking("check", new CheckOrder("17"))
                        .reply("null")
                        .requests(2),
                behaves("GET, 302 to another host, which doesn't learn who calls", stage -> {
                            stub(stage, "GET", "/orders/17", to(302, stage.other.baseUrl() + ELSEWHERE));
                            stage.other.stubFor(get(ELSEWHERE)
                                    .withHeader("ce-id", absent())
                                    .withHeader("ipc-caller", absent())
                                    .withHeader("Authorization", absent())
                                    .willReturn(order(200)));
                        })
                        .asking("get", GET)
                        .reply("sku-1")
                        .requests(2),
                behaves("GET over https, 302 to http", stage -> {
                            stage.secure();
                            stub(stage, "GET", "/orders/17", to(302, stage.plain() + ELSEWHERE));
                        })
                        .asking("get", GET)
                        .fails(Kind.UNROUTABLE, Executed.MAYBE, "not followed from https to http"),
                behaves("GET over https, 302 to the same", stage -> {
                            stage.secure();
                            stub(stage, "GET", "/orders/17", to(302, stage.secured() + ELSEWHERE));
                            stub(stage, "GET", ELSEWHERE, order(200));
                        })
                        .asking("get", GET)
                        .reply("sku-1")
                        .requests(2),
                behaves(
                                "GET over http, 302 to https whose certificate isn't believed",
                                stage -> stub(stage, "GET", "/orders/17", to(302, stage.secured() + ELSEWHERE)))
                        .asking("get", GET)
                        .fails(Kind.UNREACHABLE, Executed.MAYBE, "certificate"),
                answers("GET, 302 to itself", to(302, "/orders/17"))
                        .asking("get", GET)
                        .fails(Kind.UNROUTABLE, Executed.MAYBE, "circle"),
                behaves("GET, 302 in a circle of two", stage -> {
                            stub(stage, "GET", "/orders/17", to(302, ELSEWHERE));
                            stub(stage, "GET", ELSEWHERE, to(302, "/orders/17"));
                        })
                        .asking("get", GET)
                        .fails(Kind.UNROUTABLE, Executed.MAYBE, "circle")
                        .requests(2),
                behaves("GET, 302 five times", chain(5))
                        .asking("get", GET)
                        .reply("sku-1")
                        .requests(6),
                behaves("GET, 302 six times", chain(6))
                        .asking("get", GET)
                        .fails(Kind.UNROUTABLE, Executed.MAYBE, "after 5 redirects")
                        .requests(6),
                answers("GET, 302 without Location", aResponse().withStatus(302))
                        .asking("get", GET)
                        .fails(Kind.UNROUTABLE, Executed.MAYBE, "HTTP 302"),
                answers("GET, 302 to what is no HTTP", to(302, "ftp://files.example/17"))
                        .asking("get", GET)
                        .fails(Kind.UNROUTABLE, Executed.MAYBE, "ftp://files.example/17"),
                answers("GET, 302 to where nobody listens", to(302, "http://localhost:1/17?token=abc"))
                        .asking("get", GET)
                        .fails(Kind.UNREACHABLE, Executed.MAYBE, ", which has led to http://localhost:1/17?...: "),
                answers("GET, 300", to(300, ELSEWHERE))
                        .asking("get", GET)
                        .fails(Kind.UNROUTABLE, Executed.MAYBE, "HTTP 300")));
        return all;
    }

    static List<StrangerCase> accepted() {
        return List.of(
                job("202, then 202, then 200", json(200, REPORT))
                        .reply("Report[year=2026")
                        .requests(3),
                behaves("202 because it was asked to", stage -> {
                            stage.service.stubFor(post("/reports")
                                    .withHeader("Prefer", equalTo("respond-async"))
                                    .willReturn(to(202, "/jobs/1")));
                            stage.service.stubFor(get("/jobs/1")
                                    .withHeader("Prefer", absent())
                                    .withHeader("Authorization", equalTo("Bearer " + StrangerStage.TOKEN))
                                    .willReturn(json(200, REPORT)));
                        })
                        .asking("report", YEAR)
                        .set("http.respond-async", "true")
                        .reply("Report[year=2026")
                        .requests(2),
                behaves(
                                "200 though it was asked to accept",
                                stage -> stage.service.stubFor(post("/reports")
                                        .withHeader("Prefer", equalTo("respond-async"))
                                        .willReturn(json(200, REPORT))))
                        .asking("report", YEAR)
                        .set("http.respond-async", "true")
                        .reply("Report[year=2026"),
                job("202, then 303 to the reply", to(303, "/reports/2026"))
                        .reply("Report[year=2026")
                        .requests(4),
                job("202, then 204", aResponse().withStatus(204)).reply("null").requests(3),
                job("202, then 404", aResponse().withStatus(404))
                        .fails(Kind.UNROUTABLE, Executed.MAYBE, "HTTP 404")
                        .requests(3),
                job("202, then 429", aResponse().withStatus(429))
                        .fails(Kind.OVERLOADED, Executed.MAYBE, "HTTP 429")
                        .requests(3),
                job("202, then 500", json(500, "{\"detail\":\"no paper\"}"))
                        .fails(Kind.FAILED, Executed.MAYBE, "no paper")
                        .requests(3),
                job("202, then reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                        .fails(Kind.CONNECTION_LOST, Executed.MAYBE, "broke before an answer")
                        .requests(3),
                job("202, then to another host", to(302, "http://other.example/reports/2026"))
                        .fails(Kind.UNROUTABLE, Executed.MAYBE, "another host's")
                        .requests(3),
                answers("202, to be asked again in an hour", to(202, "/jobs/1").withHeader("Retry-After", "3600"))
                        .asking("report", YEAR)
                        .impatient()
                        .fails(Kind.TIMEOUT, Executed.MAYBE, "/jobs/1"),
                answers("202, to be found at another host", to(202, "http://other.example/jobs/1"))
                        .asking("report", YEAR)
                        .fails(Kind.UNROUTABLE, Executed.MAYBE, "another host's"),
                answers("202, and it doesn't say where", aResponse().withStatus(202))
                        .asking("report", YEAR)
                        .fails(Kind.UNSUPPORTED, Executed.MAYBE, "neither a reply nor a Location"),
                answers("202 with the reply", json(202, REPORT))
                        .asking("report", YEAR)
                        .reply("Report[year=2026"),
                answers("one-way, 202 with Location", to(202, "/jobs/1"))
                        .asking("hint", new Hint("x"))
                        .reply("null"));
    }

    /** Work that is accepted, not done at the first look, and at the second ends so. */
    private static StrangerCase job(String what, ResponseDefinitionBuilder end) {
        return behaves(what, stage -> {
                    stub(stage, "POST", "/reports", to(202, "/jobs/1"));
                    stage.service.stubFor(inJob(Scenario.STARTED)
                            .willReturn(to(202, "/jobs/1"))
                            .willSetStateTo("done"));
                    stage.service.stubFor(inJob("done").willReturn(end));
                    stub(stage, "GET", "/reports/2026", json(200, REPORT));
                })
                .asking("report", YEAR);
    }

    private static com.github.tomakehurst.wiremock.client.ScenarioMappingBuilder inJob(String state) {
        return get("/jobs/1").inScenario("job").whenScenarioStateIs(state);
    }

    private static Consumer<StrangerStage> chain(int length) {
        return stage -> {
            for (int i = 0; i < length; i++) {
                stub(stage, "GET", i == 0 ? "/orders/17" : "/" + i, to(302, "/" + (i + 1)));
            }
            stub(stage, "GET", "/" + length, order(200));
        };
    }

    private static void stub(StrangerStage stage, String method, String path, ResponseDefinitionBuilder answer) {
        MappingBuilder mapping = request(method, urlEqualTo(path));
        stage.service.stubFor(mapping.willReturn(answer));
    }

    private static ResponseDefinitionBuilder to(int status, String location) {
        return aResponse().withStatus(status).withHeader("Location", location);
    }
}
