package io.unifiedipc.http.call;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import io.unifiedipc.http.config.PortOptions;
import io.unifiedipc.http.wire.Statuses;
import io.unifiedipc.http.wire.WireHeaders;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Problems;
import java.io.IOException;
import java.util.Objects;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
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
 * <tr><td>what {@link Unsent} knows</td><td>as it says</td><td>NO</td></tr>
 * <tr><td>the caller's thread was interrupted</td><td>CANCELLED</td><td>NO before anything was sent, else MAYBE</td></tr>
 * <tr><td>reset, closed, or no HTTP at all in place of an answer; also on an idle connection that
 *     closed after the last look at it</td>
 *     <td>CONNECTION_LOST</td><td>MAYBE</td></tr>
 * <tr><td>an answer with {@code ipc-kind}</td><td>as it says</td><td>as it says</td></tr>
 * <tr><td>a 2xx of ours, its body cut off</td><td>CONNECTION_LOST</td><td>YES</td></tr>
 * <tr><td>a 2xx of ours, its body over the limit</td><td>TOO_LARGE</td><td>YES</td></tr>
 * <tr><td>a 2xx of ours, its headers not to be decoded</td><td>UNDECODABLE</td><td>YES</td></tr>
 * <tr><td>a 2xx of ours, its body not to be unpacked</td><td>UNDECODABLE</td><td>YES</td></tr>
 * <tr><td>the same four of a stranger</td><td>the same</td><td>MAYBE</td></tr>
 * <tr><td>a 2xx of a stranger with HTML</td><td>FAILED</td><td>MAYBE</td></tr>
 * <tr><td>a 202 of a stranger without a reply and without a place where it will be, where one is wanted</td>
 *     <td>UNSUPPORTED</td><td>MAYBE</td></tr>
 * <tr><td>any other 2xx</td><td>a reply</td><td></td></tr>
 * <tr><td>a status or problem type that the operation declares</td><td>REFUSED</td><td>YES</td></tr>
 * <tr><td>any other status</td><td>{@link Statuses#kind}</td><td>{@link Statuses#executed}; never NO where it answers a
 *     look at work that was accepted</td></tr>
 * </table>
 */
final class Answers {
    static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final byte[] NONE = {};

    private Answers() {}

    /** The reply. */
    static Envelope read(Exchange exchange, Response response) {
        Headers headers = response.headers();
        boolean ours = headers.get(Problems.EXECUTED) != null;
        boolean failed = headers.get(Problems.KIND) != null;
        if (!failed && response.code() / 100 != 2) {
            throw Stranger.failure(exchange, response);
        }
        if (!ours && !failed) {
            Stranger.check(exchange, response);
        }
        Executed known = ours ? Executed.YES : Executed.MAYBE;
        if (failed) {
            throw reported(exchange, response);
        }
        byte[] body = body(exchange, response, known);
        if (!ours && body.length == 0) {
            Stranger.checkEmpty(exchange, response);
        }
        Envelope reply = Envelope.of(headers(exchange, headers, known), body);
        if (!exchange.wantsReply() || (body.length == 0 && reply.headers().size() == 0)) {
            return Envelope.EMPTY;
        }
        return ours ? reply : Stranger.reply(reply, response);
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
        IpcException said = Problems.decode(exchange.calling.channel.name(), Envelope.of(headers, details));
        return IpcException.reported(said.kind(), said.executed(), said.text(), withStatus(said.problem(), response))
                .retryAfter(RetryAfter.of(response.headers(), exchange.now()));
    }

    private static Problem withStatus(@Nullable Problem said, Response response) {
        Problem problem = Objects.requireNonNull(said, "whoever reports a failure gives details");
        return new Problem(problem.type(), problem.title(), response.code(), problem.detail(), problem.members());
    }

    /** What an exchange without an answer comes to. */
    static IpcException failure(Exchange exchange, Exception e) {
        Executed soFar = exchange.soFar();
        String why = reason(e);
        if (exchange.calling.closed() && !exchange.sent()) {
            return closed(exchange.calling.channel, soFar);
        }
        if (e instanceof RuntimeException bug) {
            return broken(exchange, bug);
        }
        if (Thread.currentThread().isInterrupted()) {
            return IpcException.of(
                    Kind.CANCELLED, soFar, "the thread that waited for " + exchange.place() + " was interrupted", e);
        }
        IpcException known = Unsent.failure(exchange, e);
        return known != null
                ? known
                : IpcException.of(
                        Kind.CONNECTION_LOST,
                        soFar,
                        "the connection to " + exchange.place() + " broke before an answer: " + why,
                        e);
    }

    /** A fault in our own code, or OkHttp's, that must not be mistaken for anything else. */
    static IpcException broken(Exchange exchange, Throwable e) {
        return IpcException.of(Kind.FAILED, exchange.soFar(), "calling " + exchange.place() + " failed here: " + e, e);
    }

    static IpcException closed(ChannelSpec channel, Executed executed) {
        return IpcException.of(Kind.CLOSED, executed, "channel '" + channel.name() + "' is closed");
    }

    /** Checks headers before they are sent: a receiver with default limits would refuse more. */
    static void checkSize(ChannelSpec channel, int bytes) {
        if (bytes > PortOptions.DEFAULT_MAX_HEADER_BYTES) {
            throw IpcException.of(
                    Kind.TOO_LARGE,
                    Executed.NO,
                    "headers for '" + channel.name() + "' take " + bytes + " bytes on the wire, "
                            + PortOptions.DEFAULT_MAX_HEADER_BYTES + " are allowed: put data into the payload");
        }
    }

    private static byte[] body(Exchange exchange, Response response, Executed known) {
        int most = exchange.calling.channel.maxPayload();
        long announced = response.body().contentLength();
        if (announced == 0) {
            return NONE;
        }
        String coding = response.header("Content-Encoding", "identity");
        if (!coding.equalsIgnoreCase("identity")) {
            throw undecodable(
                    exchange, "it is compressed by " + Excerpt.of(coding) + ", which isn't known here", known, null);
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
        } catch (Unpacking.Corrupt e) {
            throw undecodable(exchange, String.valueOf(e.getMessage()), known, e);
        } catch (IOException e) {
            throw IpcException.of(
                    Kind.CONNECTION_LOST,
                    known,
                    "the answer of " + exchange.place() + " ended before it was whole: " + reason(e),
                    e);
        }
    }

    private static IpcException undecodable(Exchange exchange, String why, Executed known, @Nullable IOException e) {
        exchange.cancel();
        return IpcException.of(
                Kind.UNDECODABLE, known, "the reply of " + exchange.place() + " can't be unpacked: " + why, e);
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
                String name = WireHeaders.lower(headers.name(i));
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

    static String reason(Exception e) {
        String text = e.getMessage();
        if (text == null) {
            return e.getClass().getSimpleName();
        }
        // OkHttp shows the bytes that it was about to read, which nobody can read and somebody could misuse.
        return text.startsWith("\\n not found") ? "it is cut off, or a line of it is too long" : text;
    }
}
