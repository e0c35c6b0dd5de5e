package io.unifiedipc.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.unifiedipc.http.StrangerCase.answers;
import static io.unifiedipc.http.StrangerCase.says;
import static io.unifiedipc.http.StrangerCase.saysAndCloses;

import com.github.tomakehurst.wiremock.http.Fault;
import io.unifiedipc.Executed;
import io.unifiedipc.Kind;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Answers that are not whole, or no HTTP. */
final class StrangerWires {
    private static final String JSON = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String GOOD = StrangerStage.GOOD;
    private static final String ORDER = StrangerStage.ORDER;

    private StrangerWires() {}

    static List<StrangerCase> all() {
        return List.of(
                says("100 before the answer", "HTTP/1.1 100 Continue\r\n\r\n" + GOOD)
                        .reply("sku-1"),
                says("102 before the answer", "HTTP/1.1 102 Processing\r\n\r\n" + GOOD)
                        .reply("sku-1"),
                says(
                                "103 before the answer",
                                "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n".repeat(20) + GOOD)
                        .reply("sku-1"),
                says(
                                "101, though nothing was to be switched",
                                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
                        .fails(Kind.FAILED, Executed.MAYBE, "HTTP 101"),
                says("103, and no answer", "HTTP/1.1 103 Early Hints\r\n\r\n")
                        .impatient()
                        .fails(Kind.TIMEOUT, Executed.MAYBE, "1000 ms"),
                says("no answer", socket -> {}).impatient().fails(Kind.TIMEOUT, Executed.MAYBE, "1000 ms"),
                says("slow headers", dripping("HTTP/1.1 200 OK\r\nX-Slow: " + "x".repeat(10_000)))
                        .impatient()
                        .fails(Kind.TIMEOUT, Executed.MAYBE, "1000 ms"),
                answers("slow body", StrangerStage.order(200).withChunkedDribbleDelay(20, 5_000))
                        .impatient()
                        .fails(Kind.TIMEOUT, Executed.MAYBE, "1000 ms"),
                says(
                                "404 with a slow body",
                                dripping(
                                        "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 99999\r\n\r\n",
                                        "x".repeat(9_999)))
                        .fails(Kind.UNROUTABLE, Executed.MAYBE, "HTTP 404"),
                saysAndCloses("503 whose body is cut off", "HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\nso busy")
                        .fails(Kind.OVERLOADED, Executed.MAYBE, "so busy"),
                says("chunks without an end, and silence", JSON + "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"i\r\n")
                        .impatient()
                        .fails(Kind.TIMEOUT, Executed.MAYBE, "1000 ms"),
                saysAndCloses(
                                "chunks without an end, and closed",
                                JSON + "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"i\r\n")
                        .fails(Kind.CONNECTION_LOST, Executed.MAYBE, "ended before it was whole"),
                says("chunks for ever", StrangerWires::forEver).fails(Kind.TOO_LARGE, Executed.MAYBE, "max-payload"),
                saysAndCloses("a chunk whose length is no number", JSON + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n")
                        .fails(Kind.CONNECTION_LOST, Executed.MAYBE, "ended before it was whole"),
                says(
                                "chunks with trailers",
                                JSON + "Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
                                        + Integer.toHexString(ORDER.length()) + "\r\n" + ORDER
                                        + "\r\n0\r\nX-Sum: 1\r\n\r\n")
                        .reply("sku-1"),
                saysAndCloses("Content-Length too long, and closed", JSON + "Content-Length: 1000\r\n\r\n" + ORDER)
                        .fails(Kind.CONNECTION_LOST, Executed.MAYBE, "ended before it was whole"),
                says("Content-Length too long, and silence", JSON + "Content-Length: 1000\r\n\r\n" + ORDER)
                        .impatient()
                        .fails(Kind.TIMEOUT, Executed.MAYBE, "1000 ms"),
                says("Content-Length too short", JSON + "Content-Length: 10\r\n\r\n" + ORDER)
                        .fails(Kind.UNDECODABLE, Executed.MAYBE, "'shop'"),
                says("a second answer that nobody asked for", GOOD + GOOD).reply("sku-1"),
                says("no Content-Length, until it closes", RawPeer.saysAndCloses(JSON + "\r\n" + ORDER))
                        .reply("sku-1"),
                says("204 with a body", "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}")
                        .fails(Kind.CONNECTION_LOST, Executed.MAYBE, "204"),
                says(
                                "300 KiB of headers",
                                "HTTP/1.1 200 OK\r\n" + ("X-Bomb: " + "x".repeat(1000) + "\r\n").repeat(300) + "\r\n")
                        .fails(Kind.CONNECTION_LOST, Executed.MAYBE, "unexpected end of stream"),
                saysAndCloses("no HTTP", "220 smtp ready\r\n").fails(Kind.CONNECTION_LOST, Executed.MAYBE, "220"),
                saysAndCloses("closed before the answer", "")
                        .fails(Kind.CONNECTION_LOST, Executed.MAYBE, "broke before an answer"),
                saysAndCloses("closed within the headers", JSON)
                        .fails(Kind.CONNECTION_LOST, Executed.MAYBE, "broke before an answer"),
                answers("reset after the request", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                        .fails(Kind.CONNECTION_LOST, Executed.MAYBE, "broke before an answer"),
                answers("noise", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE))
                        .fails(Kind.CONNECTION_LOST, Executed.MAYBE, "broke before an answer"),
                answers("200, and then noise", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK))
                        .fails(Kind.CONNECTION_LOST, Executed.MAYBE, "'shop'"));
    }

    private static RawPeer.Script dripping(String slowly) {
        return dripping("", slowly);
    }

    private static RawPeer.Script dripping(String atOnce, String slowly) {
        return socket -> {
            OutputStream out = socket.getOutputStream();
            out.write(atOnce.getBytes(StandardCharsets.ISO_8859_1));
            for (int i = 0; i < slowly.length() && !socket.isClosed(); i++) {
                out.write(slowly.charAt(i));
                out.flush();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        };
    }

    private static void forEver(java.net.Socket socket) throws java.io.IOException {
        OutputStream out = socket.getOutputStream();
        out.write((JSON + "Transfer-Encoding: chunked\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        byte[] chunk = ("4000\r\n" + "x".repeat(0x4000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        while (!socket.isClosed()) {
            out.write(chunk);
        }
    }
}
