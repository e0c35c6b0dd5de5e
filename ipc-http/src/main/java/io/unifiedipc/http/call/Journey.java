package io.unifiedipc.http.call;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Where an exchange goes after its first answer: along redirects where that is safe (RFC 9110, section 15.4), and to what was
 * accepted (202) until it is done. Nothing is done twice by it: only what is idempotent is sent again, and what follows an
 * accepted request only looks.
 */
final class Journey {
    /** Redirects in a row. */
    static final int MOST_HOPS = 5;

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(2);

    private final Exchange exchange;
    private final Set<String> seen = new HashSet<>();
    private long pause = FIRST_PAUSE;
    private boolean accepted;

    Journey(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * What is asked next, and how much later.
     *
     * @param nanos 0 for at once
     */
    record Step(Request request, long nanos) {}

    /** Whether an answer may lead on, so that a journey is worth beginning. */
    static boolean begins(Response response) {
        return response.code() == 202 || isRedirect(response.code());
    }

    /** Whether the first request was taken in, so that nothing which comes later says that it was not. */
    boolean accepted() {
        return accepted;
    }

    /**
     * The step that an answer leads to, or null where it is the last.
     *
     * @throws IpcException where it leads to where one doesn't go
     */
    @Nullable
    Step next(Response response) {
        if (response.code() == 202) {
            return exchange.wantsReply() ? look(response) : null;
        }
        return isRedirect(response.code()) ? redirect(response) : null;
    }

    private static boolean isRedirect(int status) {
        return (status >= 301 && status <= 303) || status == 307 || status == 308;
    }

    /** Where the outcome will be, after a pause. */
    private @Nullable Step look(Response response) {
        HttpUrl place = Locations.of(response);
        if (place == null) {
            if (!accepted) {
                return null;
            }
            place = response.request().url();
        }
        if (!Locations.sameOrigin(place, response.request().url())) {
            throw nowhere(response, "it is another host's, which is not asked for the outcome");
        }
        accepted = true;
        seen.clear();
        exchange.call.note("it was accepted, and its outcome is to be found at " + Locations.shown(place));
        return new Step(Requests.get(response.request(), place), pause(response));
    }

    private long pause(Response response) {
        Duration asked = RetryAfter.of(response.headers(), exchange.now());
        if (asked != null) {
            return Math.max(FIRST_PAUSE, asked.toNanos());
        }
        long now = pause;
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        return now;
    }

    private @Nullable Step redirect(Response response) {
        Request asked = response.request();
        HttpUrl place = Locations.of(response);
        if (place == null || !mayFollow(response.code(), asked.method())) {
            return null;
        }
        if (asked.isHttps() && !place.isHttps()) {
            throw nowhere(response, "it is not followed from https to http");
        }
        if (accepted && !Locations.sameOrigin(place, asked.url())) {
            throw nowhere(response, "it is another host's, which is not asked for the outcome");
        }
        if (exchange.calling.client.certified && !Locations.sameOrigin(place, asked.url())) {
            throw nowhere(response, "it is another host's, which is not shown the certificate of this channel");
        }
        boolean get = response.code() == 303 && !asked.method().equals("HEAD");
        Request next = get ? Requests.get(asked, place) : Requests.again(asked, place);
        seen.add(asked.method() + " " + asked.url());
        if (seen.size() > MOST_HOPS) {
            throw nowhere(response, "after " + MOST_HOPS + " redirects no further one is followed");
        }
        if (seen.contains(next.method() + " " + next.url())) {
            throw nowhere(response, "the redirects go in a circle");
        }
        accepted |= !isSafe(asked.method()) && get;
        return new Step(next, 0);
    }

    /** A POST to a receiver of ours is never answered so, and what stands in between is not to be believed. */
    private boolean mayFollow(int status, String method) {
        return switch (status) {
            case 301, 302 -> isSafe(method);
            case 303 -> isSafe(method) || exchange.routed();
            default -> isSafe(method) || method.equals("PUT") || method.equals("DELETE");
        };
    }

    private static boolean isSafe(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    private IpcException nowhere(Response response, String why) {
        return IpcException.of(
                Kind.UNROUTABLE,
                Executed.MAYBE,
                exchange.place() + " answered HTTP " + response.code() + " and leads to " + Locations.shown(response)
                        + ": " + why);
    }
}
