package io.unifiedipc.http.call;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import io.unifiedipc.http.wire.Statuses;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Option;
import io.unifiedipc.spi.Problems;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** A failure answered by one who knows nothing of us: its status and what it says, in our words. */
final class Stranger {
    private static final String LOOK = "; look at the address, and at what stands in between";

    /** Proxy Authentication Required (RFC 9110, section 15.5.8). */
    private static final int PROXY_ASKS = 407;

    private Stranger() {}

    /** The failure. A refusal that was declared is the word of the service itself, so it ran. */
    static IpcException failure(Exchange exchange, Response response) {
        int status = response.code();
        ProxyWay proxy = exchange.calling.client.proxy;
        if (status == PROXY_ASKS && proxy != null) {
            exchange.cancel();
            return IpcException.of(Kind.UNAUTHORIZED, exchange.known(Executed.NO), proxy.refused(exchange.place()));
        }
        Details details = Details.read(exchange, response);
        Problem problem = details.problem(status);
        String refusal = status >= 400 ? exchange.calling.refused.name(exchange.call.operation(), problem) : null;
        if (refusal != null) {
            return refused(exchange, refusal, details, problem);
        }
        String text = exchange.place() + " answered HTTP " + status + " (" + Statuses.title(status) + ")"
                + hint(response) + (details.said().isEmpty() ? "" : ": " + details.said()) + advice(status);
        return IpcException.reported(Statuses.kind(status), exchange.known(Statuses.executed(status)), text, problem)
                .retryAfter(RetryAfter.of(response.headers(), exchange.now()));
    }

    /** Refuses what is a success by its status and yet no reply. */
    static void check(Exchange exchange, Response response) {
        MediaType type = response.body().contentType();
        if (Texts.isHtml(type)) {
            throw page(exchange, response);
        }
    }

    /** Refuses a success without a body that is no answer to what was asked. */
    static void checkEmpty(Exchange exchange, Response response) {
        Type reply = exchange.call.operation().reply();
        boolean wanted = exchange.wantsReply() && reply != void.class && reply != Void.class;
        if (response.code() == 202 && wanted) {
            throw IpcException.of(
                    Kind.UNSUPPORTED,
                    Executed.MAYBE,
                    exchange.place()
                            + " answered HTTP 202 (Accepted), with neither a reply nor a Location where it will be:"
                            + " ask for no reply, or send it one-way");
        }
    }

    /** A success. If it can't be decoded, nobody knows what it meant. */
    static Envelope reply(Envelope reply, Response response) {
        MediaType type = response.body().contentType();
        byte[] body = Texts.json(reply.body(), type);
        Headers headers = reply.headers().plus(Problems.EXECUTED, Option.word(Executed.MAYBE));
        return body == reply.body() || type == null
                ? reply.withHeaders(headers)
                : Envelope.of(headers.with(HeaderNames.CONTENT_TYPE, type.type() + "/" + type.subtype()), body);
    }

    /** A page where a reply should be: a login, a captive portal, an address that is a browser's. */
    private static IpcException page(Exchange exchange, Response response) {
        Details details = Details.read(exchange, response);
        return IpcException.reported(
                Kind.FAILED,
                Executed.MAYBE,
                exchange.place() + " answered HTTP " + response.code() + " with a page of HTML"
                        + (details.said().isEmpty() ? "" : ": " + details.said()) + LOOK,
                details.problem(response.code()));
    }

    private static IpcException refused(Exchange exchange, String name, Details details, Problem problem) {
        Map<String, Object> members = new LinkedHashMap<>(problem.members());
        members.put("refusal", name);
        members.put("data", details.members());
        return IpcException.reported(
                Kind.REFUSED,
                Executed.YES,
                exchange.place() + " refused, as " + name + " (HTTP " + problem.status() + ")"
                        + (details.said().isEmpty() ? "" : ": " + details.said()),
                new Problem(problem.type(), problem.title(), problem.status(), problem.detail(), members));
    }

    /** What headers say of the way out. */
    private static String hint(Response response) {
        return switch (response.code()) {
            case 401 -> named(", it asks for ", challenges(response));
            case 405 -> named(", allowed is ", response.header("Allow"));
            case 415 -> named(", accepted is ", response.header("Accept"));
            default -> response.code() / 100 == 3 ? named(", to be found at ", Locations.shown(response)) : "";
        };
    }

    private static String named(String what, @Nullable String value) {
        return value == null || value.isBlank() ? "" : what + Excerpt.of(value);
    }

    private static String challenges(Response response) {
        return response.challenges().stream()
                .map(each -> each.scheme() + (each.realm() == null ? "" : " for '" + each.realm() + "'"))
                .collect(Collectors.joining(" or "));
    }

    private static String advice(int status) {
        return Statuses.kind(status) == Kind.UNROUTABLE ? LOOK : "";
    }
}
