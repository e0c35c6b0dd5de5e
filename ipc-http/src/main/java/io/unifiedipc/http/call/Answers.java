package io.unifiedipc.http.call;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.config.HttpOptions;
import io.unifiedipc.http.wire.Statuses;
import io.unifiedipc.http.wire.WireHeaders;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Problems;
import io.unifiedipc.spi.Style;
import java.io.IOException;
import java.util.Locale;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an exchange ended, in our words. This is the one place that decides it:
 *
 * <table>
 * <caption>Every way to end</caption>
 * <tr><th>what happened</th><th>kind</th><th>executed</th></tr>
 * <tr><td>headers over the limit, on our side</td><td>TOO_LARGE</td><td>NO</td></tr>
 * <tr><td>the link is closed, nothing sent</td><td>CLOSED</td><td>NO</td></tr>
 * <tr><td>no such host, refused, no route, connecting takes too long</td><td>UNREACHABLE</td><td>NO</td></tr>
 * <tr><td>the caller's thread was interrupted</td><td>CANCELLED</td><td>NO before anything was sent, else MAYBE</td></tr>
 * <tr><td>reset, closed, or no HTTP at all in place of an answer; also on an idle connection that
 *     closed after the last look at it</td>
 *     <td>CONNECTION_LOST</td><td>MAYBE</td></tr>
 * <tr><td>an answer with {@code ipc-kind}</td><td>as it says</td><td>as it says</td></tr>
 * <tr><td>a 2xx of ours, its body cut off</td><td>CONNECTION_LOST</td><td>YES</td></tr>
 * <tr><td>a 2xx of ours, its body over the limit</td><td>TOO_LARGE</td><td>YES</td></tr>
 * <tr><td>a 2xx of ours, its headers not to be decoded</td><td>UNDECODABLE</td><td>YES</td></tr>
 * <tr><td>the same three of a stranger</td><td>the same</td><td>MAYBE</td></tr>
 * <tr><td>a 2xx of a stranger with HTML</td><td>FAILED</td><td>MAYBE</td></tr>
 * <tr><td>any other 2xx</td><td>a reply</td><td></td></tr>
 * <tr><td>any other status</td><td>{@link Statuses#kind}</td><td>{@link Statuses#executed}</td></tr>
 * </table>
 */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final byte[] NONE = {};
    /** Marks the reply of a stranger: if it can't be decoded, nobody knows what it meant. */
    private static final String UNKNOWN = Option.word(Executed.MAYBE);

    private Answers() {}

    /** The reply. */
    static Envelope read(Exchange exchange, Response response) {
        Headers headers = response.headers();
        boolean ours = headers.get(Problems.EXECUTED) != null;
        boolean failed = headers.get(Problems.KIND) != null;
        if (!failed && response.code() / 100 != 2) {
            throw stranger(exchange, response, "HTTP " + response.code());
        }
        if (!ours && !failed && html(headers)) {
            throw stranger(exchange, response, "HTTP " + response.code() + " with a page of HTML");
        }
        Executed known = ours ? Executed.YES : Executed.MAYBE;
        if (failed) {
            throw reported(exchange, response);
        }
        byte[] body = body(exchange, response, known);
        Envelope reply = Envelope.of(headers(exchange, headers, known), body);
        boolean wanted = exchange.call.style() != Style.SEND && exchange.call.style() != Style.PUBLISH;
        if (!wanted || (body.length == 0 && reply.headers().size() == 0)) {
            return Envelope.EMPTY;
        }
        return ours ? reply : reply.withHeaders(reply.headers().plus(Problems.EXECUTED, UNKNOWN));
    }

    /** What the other side said about its failure. What counts stands in two headers, so a body that is cut off takes nothing away. */
    private static IpcException reported(Exchange exchange, Response response) {
        byte[] details = NONE;
        try {
            details = body(exchange, response, Executed.MAYBE);
        } catch (IpcException e) {
            LOG.debug("the details of a failure are lost", e);
        }
        io.unifiedipc.Headers headers = io.unifiedipc.Headers.EMPTY
                .plus(Problems.KIND, String.valueOf(response.header(Problems.KIND)))
                .plus(Problems.EXECUTED, String.valueOf(response.header(Problems.EXECUTED)));
        return Problems.decode(exchange.calling.channel.name(), Envelope.of(headers, details));
    }

    /** What an exchange without an answer comes to. */
    static IpcException failure(Exchange exchange, Exception e) {
        Executed soFar = exchange.soFar();
        String why = reason(e);
        if (exchange.calling.closed() && soFar == Executed.NO) {
            return closed(exchange.calling.channel, Executed.NO);
        }
        if (e instanceof RuntimeException bug) {
            return broken(exchange, bug);
        }
        if (Thread.currentThread().isInterrupted()) {
            return IpcException.of(
                    Kind.CANCELLED, soFar, "the thread that waited for " + exchange.place() + " was interrupted", e);
        }
        return soFar == Executed.NO
                ? IpcException.of(
                        Kind.UNREACHABLE,
                        soFar,
                        "no connection to " + exchange.place() + ": " + why + "; is it running there?",
                        e)
                : IpcException.of(
                        Kind.CONNECTION_LOST,
                        soFar,
                        "the connection to " + exchange.place() + " broke before an answer: " + why,
                        e);
    }

    /** A fault in our own code, or OkHttp's, that must not be mistaken for anything else. */
    static IpcException broken(Exchange exchange, RuntimeException e) {
        return IpcException.of(Kind.FAILED, exchange.soFar(), "calling " + exchange.place() + " failed here: " + e, e);
    }

    static IpcException closed(ChannelSpec channel, Executed executed) {
        return IpcException.of(Kind.CLOSED, executed, "channel '" + channel.name() + "' is closed");
    }

    /** Checks headers before they are sent: a receiver with default limits would refuse more. */
    static void checkSize(ChannelSpec channel, int bytes) {
        if (bytes > HttpOptions.DEFAULT_MAX_HEADER_BYTES) {
            throw IpcException.of(
                    Kind.TOO_LARGE,
                    Executed.NO,
                    "headers for '" + channel.name() + "' take " + bytes + " bytes on the wire, "
                            + HttpOptions.DEFAULT_MAX_HEADER_BYTES + " are allowed: put data into the payload");
        }
    }

    private static IpcException stranger(Exchange exchange, Response response, String what) {
        int status = response.code();
        // The rest of it interests nobody: without this OkHttp reads on, to keep the connection.
        exchange.cancel();
        return IpcException.of(
                Statuses.kind(status),
                Statuses.executed(status),
                exchange.place() + " answered " + what + ", which is no answer of a Unified IPC receiver: look at the"
                        + " address, and at what stands in between");
    }

    private static byte[] body(Exchange exchange, Response response, Executed known) {
        int most = exchange.calling.channel.maxPayload();
        long announced = response.body().contentLength();
        if (announced == 0) {
            return NONE;
        }
        if (announced > most) {
            throw tooLarge(exchange, announced + " bytes", known);
        }
        try {
            BufferedSource source = response.body().source();
            if (announced > 0) {
                return source.readByteArray(announced);
            }
            if (source.request(most + 1L)) {
                throw tooLarge(exchange, "more than that", known);
            }
            return source.readByteArray();
        } catch (IOException e) {
            throw IpcException.of(
                    Kind.CONNECTION_LOST,
                    known,
                    "the answer of " + exchange.place() + " ended before it was whole: " + reason(e),
                    e);
        }
    }

    private static IpcException tooLarge(Exchange exchange, String size, Executed known) {
        exchange.cancel();
        return IpcException.of(
                Kind.TOO_LARGE,
                known,
                "the reply of " + exchange.place() + " has " + size + ", and max-payload allows "
                        + exchange.calling.channel.maxPayload() + " bytes: raise it on both sides");
    }

    private static io.unifiedipc.Headers headers(Exchange exchange, Headers headers, Executed known) {
        WireHeaders.Reader reader = new WireHeaders.Reader(headers.get(WireHeaders.ENCODED));
        try {
            for (int i = 0; i < headers.size(); i++) {
                String name = headers.name(i).toLowerCase(Locale.ROOT);
                if (!name.equals(Problems.EXECUTED)) {
                    reader.take(name, headers.value(i));
                }
            }
        } catch (IpcException e) {
            throw IpcException.of(
                    Kind.UNDECODABLE, known, "the reply of " + exchange.place() + " can't be read: " + e.text(), e);
        }
        return reader.headers();
    }

    private static boolean html(Headers headers) {
        String type = headers.get("Content-Type");
        return type != null
                && (type.regionMatches(true, 0, "text/html", 0, 9)
                        || type.regionMatches(true, 0, "application/xhtml", 0, 17));
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
