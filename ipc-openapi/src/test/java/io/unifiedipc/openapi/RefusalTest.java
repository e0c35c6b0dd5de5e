package io.unifiedipc.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.unifiedipc.Ipc;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An error that a document describes is thrown as the exception that was made of it, with its fields. */
class RefusalTest {
    private static final String DOCUMENT = """
            openapi: 3.0.3
            info: {title: Things, version: "1.0.0"}
            paths:
              /things/{id}:
                get:
                  operationId: getThing
                  parameters: [{name: id, in: path, required: true, schema: {type: string}}]
                  responses:
                    '200': {description: it, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}
                    '409':
                      description: nothing left
                      content:
                        application/json:
                          schema: {$ref: '#/components/schemas/Problem'}
            components:
              schemas:
                Problem:
                  type: object
                  properties:
                    title: {type: string}
                    detail: {type: string}
                    status: {type: integer}
                    left: {type: integer}
            """;
    private static final String BODY = "{\"title\":\"Sold\",\"detail\":\"sold out\",\"status\":409,\"left\":3}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/problem+json"})
    void isThrownWithItsFields(String media) throws Exception {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/things/7", exchange -> {
            byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", media);
            exchange.sendResponseHeaders(409, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
        Path classes = folder.resolve("classes");
        Made made = Made.ofText(DOCUMENT, folder).compiled(classes);
        assertThat(made.types()).contains("ConflictProblem");
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {classes.toUri().toURL()});
                Ipc ipc = Ipc.builder()
                        .isolated()
                        .set("service", "test")
                        .set("channels.things.transport", "http")
                        .set("channels.things.timeout", "20s")
                        .set(
                                "channels.things.http.address",
                                "http://127.0.0.1:" + service.getAddress().getPort())
                        .build()) {
            Class<?> contract = loader.loadClass("made.Things");
            Object client = ipc.client(contract);
            Throwable refused = catchThrowable(
                            () -> contract.getMethod("getThing", String.class).invoke(client, "7"))
                    .getCause();
            assertThat(refused.getClass().getName()).isEqualTo("made.ConflictProblem");
            assertThat(refused).hasMessage("sold out");
            assertThat(refused.getClass().getMethod("left").invoke(refused)).isEqualTo(3L);
            assertThat(refused.getClass().getMethod("title").invoke(refused)).isEqualTo("Sold");
            assertThat(refused.getClass().getMethod("status").invoke(refused)).isEqualTo(409L);
        } finally {
            service.stop(0);
        }
    }
}
