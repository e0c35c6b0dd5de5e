package io.unifiedipc.http.call;

import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.tls.TlsFailures;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;
import org.jspecify.annotations.Nullable;

/**
 * Failures after which it is certain that nothing was executed, unless a request before has led to this one:
 *
 * <table>
 * <caption>Each with its kind</caption>
 * <tr><th>what happened</th><th>kind</th></tr>
 * <tr><td>no such host; each of its addresses refused, had no route, or took too long</td><td>UNREACHABLE</td></tr>
 * <tr><td>the other side's certificate isn't believed, or is for another host; TLS met something else</td>
 *     <td>UNREACHABLE</td></tr>
 * <tr><td>the other side refuses our certificate, or misses one</td><td>UNAUTHORIZED</td></tr>
 * <tr><td>the proxy wants other credentials</td><td>UNAUTHORIZED</td></tr>
 * <tr><td>the proxy can't be reached, or can't reach the other side</td><td>UNREACHABLE</td></tr>
 * <tr><td>HTTP/2 without asking met a server of HTTP/1.1</td><td>UNREACHABLE</td></tr>
 * <tr><td>HTTP/2: the stream was refused, or came after the last one that is still taken (RFC 9113, sections 6.8 and 8.7)</td>
 *     <td>OVERLOADED</td></tr>
 * </table>
 *
 * <p>Nearly all come before anything is sent. With TLS 1.3 a caller has done its part of the handshake before the receiver
 * looks at its certificate, so the refusal arrives as an alert in place of an answer. On a connection that carried nothing
 * before, that alert is the end of a handshake that never was complete on the other side, and without it a receiver can't read
 * a request (RFC 8446, section 4.4): nothing was executed. Where the receiver resets the connection so soon that its alert is
 * lost, nobody can tell it from other losses: CONNECTION_LOST, executed MAYBE.
 */
final class Unsent {
    /** How OkHttp reads the first letters of {@code HTTP/1.1 400} where the length of a frame should be. */
    private static final String HTTP_1 = "FRAME_SIZE_ERROR: " + 0x485454;

    private Unsent() {}

    /** The failure; null where it may have been executed. */
    static @Nullable IpcException failure(Exchange exchange, Exception e) {
        if (e instanceof StreamResetException reset && reset.errorCode == ErrorCode.REFUSED_STREAM) {
            return no(
                    exchange,
                    Kind.OVERLOADED,
                    exchange.place() + " refused the stream: it is closing, or has as many as it takes",
                    e);
        }
        if (exchange.attempts().unproven() && String.valueOf(e.getMessage()).contains(HTTP_1)) {
            return no(
                    exchange,
                    Kind.UNREACHABLE,
                    exchange.place() + " answers in HTTP/1.1 and doesn't speak HTTP/2: take protocol auto",
                    e);
        }
        TlsFailures.Reason tls = TlsFailures.of(e);
        if (exchange.sent() && (tls == null || !exchange.attempts().unproven())) {
            return null;
        }
        String each = exchange.attempts().each();
        if (tls != null && each == null) {
            return no(exchange, tls.kind(), "no connection to " + exchange.place() + ": " + tls.text(), e);
        }
        ProxyWay proxy = exchange.calling.client.proxy;
        String why = each == null ? one(exchange, e) : each;
        return proxy != null
                ? proxy.failure(exchange.place(), why, e).executed(exchange.before())
                : no(
                        exchange,
                        Kind.UNREACHABLE,
                        "no connection to " + exchange.place() + ": " + why + "; is it running there?",
                        e);
    }

    private static String one(Exchange exchange, Exception e) {
        String why = Answers.reason(e);
        boolean broken = why.contains("Broken pipe") || why.contains("Connection reset");
        return why
                + (broken && exchange.url.isHttps()
                        ? " right after the handshake; it may refuse our certificate, or miss one"
                        : "");
    }

    private static IpcException no(Exchange exchange, Kind kind, String text, Exception e) {
        return IpcException.of(kind, exchange.before(), text, e);
    }
}
