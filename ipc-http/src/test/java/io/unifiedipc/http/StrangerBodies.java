package io.unifiedipc.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.unifiedipc.http.StrangerCase.answers;
import static io.unifiedipc.http.StrangerStage.json;
import static io.unifiedipc.http.StrangerStatuses.typed;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.unifiedipc.Executed;
import io.unifiedipc.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Bodies of answers that are whole: what they are, and what they are not. */
final class StrangerBodies {
    private static final String UMLAUT = "{\"id\":\"17\",\"sku\":\"Käse\",\"quantity\":2}";
    private static final int TEN_MIB = 10 << 20;

    private StrangerBodies() {}

    static List<StrangerCase> all() {
        return List.of(
                body("UTF-8", "application/json", UMLAUT.getBytes(StandardCharsets.UTF_8))
                        .reply("Käse"),
                body(
                                "UTF-8 with a byte order mark",
                                "application/json",
                                ("\uFEFF" + UMLAUT).getBytes(StandardCharsets.UTF_8))
                        .reply("Käse"),
                body("Latin-1, declared", "application/json; charset=ISO-8859-1", latin1(UMLAUT))
                        .reply("Käse"),
                body("UTF-16, declared", "application/json; charset=utf-16", UMLAUT.getBytes(StandardCharsets.UTF_16))
                        .reply("Käse"),
                body("Latin-1, declared to be nothing", "application/json", latin1(UMLAUT))
                        .fails(Kind.UNDECODABLE, Executed.MAYBE, "UTF-8"),
                body(
                                "a character set that nobody knows",
                                "application/json; charset=x-klingon",
                                UMLAUT.getBytes(StandardCharsets.UTF_8))
                        .reply("Käse"),
                answers("500, text in Latin-1", bytes(500, "text/plain; charset=ISO-8859-1", latin1("Käse")))
                        .fails(Kind.FAILED, Executed.MAYBE, ": Käse"),
                answers(
                                "500, text in UTF-8, declared to be nothing",
                                bytes(500, "text/plain", "Käse".getBytes(StandardCharsets.UTF_8)))
                        .fails(Kind.FAILED, Executed.MAYBE, ": Käse"),
                answers(
                                "500, text with line breaks, colours and secrets",
                                typed(500, "text/plain", "a\r\n\u001b[31mb password: hunter2 c"))
                        .fails(Kind.FAILED, Executed.MAYBE, ": a [31mb password: [redacted] c"),
                answers("500, a megabyte of text", typed(500, "text/plain", "word ".repeat(200_000)))
                        .fails(Kind.FAILED, Executed.MAYBE, "word word..."),
                answers("a name twice", json(200, "{\"id\":\"17\",\"sku\":\"a\",\"sku\":\"b\",\"quantity\":2}"))
                        .fails(Kind.UNDECODABLE, Executed.MAYBE, "sku"),
                answers("something after the value", json(200, StrangerStage.ORDER + "}"))
                        .fails(Kind.UNDECODABLE, Executed.MAYBE, "'shop'"),
                answers("another shape", json(200, "[" + StrangerStage.ORDER + "]"))
                        .fails(Kind.UNDECODABLE, Executed.MAYBE, "Order"),
                answers("null", json(200, "null")).fails(Kind.UNDECODABLE, Executed.MAYBE, "null is no payload"),
                answers("cut off, and nobody says so", json(200, "{\"id\":\"17\""))
                        .fails(Kind.UNDECODABLE, Executed.MAYBE, "'shop'"),
                answers("deep nesting", json(200, "{\"other\":" + "[".repeat(100_000)))
                        .fails(Kind.UNDECODABLE, Executed.MAYBE, "nesting depth"),
                answers("a number of a million digits", json(200, "{\"quantity\":" + "9".repeat(1_000_000) + "}"))
                        .set("max-payload", "2MiB")
                        .fails(Kind.UNDECODABLE, Executed.MAYBE, "length"),
                answers("a number over the range", json(200, "{\"quantity\":99999999999}"))
                        .fails(Kind.UNDECODABLE, Executed.MAYBE, "out of range"),
                answers("NaN", json(200, "{\"quantity\":NaN}")).fails(Kind.UNDECODABLE, Executed.MAYBE, "NaN"),
                answers("another content type", typed(200, "text/plain", StrangerStage.ORDER))
                        .fails(Kind.UNDECODABLE, Executed.MAYBE, "content type 'text/plain'"),
                answers("gzip that nobody asked for", gzip(zipped(StrangerStage.ORDER)))
                        .reply("sku-1"),
                answers("truncated gzip", gzip(Arrays.copyOf(zipped(StrangerStage.ORDER), 20)))
                        .fails(Kind.UNDECODABLE, Executed.MAYBE, "can't be unpacked: gzip"),
                answers("10 MiB in 10 KiB of gzip, over a limit of 1 MiB", gzip(zipped("x".repeat(TEN_MIB))))
                        .fails(Kind.TOO_LARGE, Executed.MAYBE, "max-payload allows 1048576"),
                answers("10 MiB, announced, over a limit of 1 MiB", json(200, "x".repeat(TEN_MIB)))
                        .fails(Kind.TOO_LARGE, Executed.MAYBE, "max-payload allows 1048576"),
                answers(
                                "10 MiB in chunks, over a limit of 1 MiB",
                                json(200, "x".repeat(TEN_MIB)).withHeader("Transfer-Encoding", "chunked"))
                        .fails(Kind.TOO_LARGE, Executed.MAYBE, "max-payload allows 1048576"));
    }

    private static StrangerCase body(String what, String type, byte[] body) {
        return answers(what, bytes(200, type, body));
    }

    private static ResponseDefinitionBuilder bytes(int status, String type, byte[] body) {
        return aResponse().withStatus(status).withHeader("Content-Type", type).withBody(body);
    }

    private static ResponseDefinitionBuilder gzip(byte[] body) {
        return bytes(200, "application/json", body).withHeader("Content-Encoding", "gzip");
    }

    private static byte[] latin1(String text) {
        return text.getBytes(Charset.forName("ISO-8859-1"));
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
