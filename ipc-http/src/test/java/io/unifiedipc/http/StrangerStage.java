package io.unifiedipc.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The service of a case, another one that it may lead to, and a caller. */
final class StrangerStage implements AutoCloseable {
    static final String ORDER = "{\"id\":\"17\",\"sku\":\"sku-1\",\"quantity\":2}";
    static final String TOKEN = "hunter2";
    static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + ORDER.length()
            + "\r\n\r\n" + ORDER;

    private static final String PASSWORD = "changeit";

    private final Pki pki;
    final WireMockServer service;
    final WireMockServer other;
    private @Nullable RawPeer raw;
    private boolean tls;

    /** With certificates in a folder. */
    StrangerStage(Path folder) throws IOException {
        pki = new Pki(folder, "suite");
        String keys = pki.keystore("shop.p12", "PKCS12", PASSWORD, pki.issue("shop", "localhost"));
        service = started(options()
                .dynamicHttpsPort()
                .keystorePath(keys)
                .keystoreType("PKCS12")
                .keystorePassword(PASSWORD)
                .keyManagerPassword(PASSWORD));
        other = started(options());
    }

    private static WireMockConfiguration options() {
        return WireMockConfiguration.options().dynamicPort().gzipDisabled(true).containerThreads(40);
    }

    private static WireMockServer started(WireMockConfiguration options) {
        WireMockServer server = new WireMockServer(options);
        server.start();
        return server;
    }

    static ResponseDefinitionBuilder order(int status) {
        return json(status, ORDER);
    }

    static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    /** From now on a raw socket takes the place of the service. */
    void raw(RawPeer.Script script) {
        raw = new RawPeer(script);
    }

    /** From now on it is called over TLS. */
    void secure() {
        tls = true;
    }

    /** Where it is found without TLS. */
    String plain() {
        return "http://localhost:" + service.port();
    }

    /** Where it is found over TLS. */
    String secured() {
        return "https://localhost:" + service.httpsPort();
    }

    private String base() {
        return raw != null ? raw.base() : tls ? secured() : plain();
    }

    int requests() {
        return (raw == null ? count(service) : raw.requests.get()) + count(other);
    }

    private static int count(WireMockServer server) {
        return server.findAll(anyRequestedFor(anyUrl())).size();
    }

    /** From now on it answers as it should. */
    void heal() {
        if (raw != null) {
            raw.script = RawPeer.says(GOOD);
        }
        service.resetMappings();
        service.stubFor(any(anyUrl()).willReturn(order(200)));
    }

    void reset() throws IOException {
        if (raw != null) {
            raw.close();
            raw = null;
        }
        tls = false;
        service.resetAll();
        other.resetAll();
    }

    /** A caller with these options of the channel. */
    IpcBuilder caller(Iterable<String> options) {
        IpcBuilder builder = Ipc.builder()
                .isolated()
                .set("service", "suite")
                .set("credentials.visitor.type", "bearer")
                .set("credentials.visitor.token", TOKEN)
                .set("channels.shop.credentials", "visitor")
                .set("channels.shop.transport", "http")
                .set("channels.shop.timeout", "20s")
                .set("channels.shop.http.address", base());
        if (tls) {
            builder.set("channels.shop.http.tls-trust", pki.trust());
        }
        var each = options.iterator();
        while (each.hasNext()) {
            builder.set("channels.shop." + each.next(), each.next());
        }
        return builder;
    }

    /** Calls a method of the contract, waiting for it or not. */
    static @Nullable Object ask(Ipc caller, boolean later, String method, Object payload) throws Throwable {
        Class<?> contract = later ? ShopService.Later.class : ShopService.Now.class;
        Method found = Arrays.stream(contract.getMethods())
                .filter(each -> each.getName().equals(method))
                .findFirst()
                .orElseThrow();
        try {
            Object answer = found.invoke(caller.client(contract), payload);
            return answer instanceof CompletableFuture<?> future ? future.get(30, TimeUnit.SECONDS) : answer;
        } catch (InvocationTargetException | ExecutionException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        reset();
        service.stop();
        other.stop();
    }
}
