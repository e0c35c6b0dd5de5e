package io.unifiedipc.http.call;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Style;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.internal.http2.ConnectionShutdownException;
import org.jspecify.annotations.Nullable;

/** One request and its answer, with what that leads to. It ends its call exactly once, after OkHttp has let go of it. */
final class Exchange implements Callback {
    /** Nothing was sent, as the call is over or the calling closed. */
    static final class Withdrawn extends IOException {
        private static final long serialVersionUID = 1;

        Withdrawn() {
            super("withdrawn before anything was sent");
        }
    }

    /** Nothing was sent, as the connection was closed while it was idle. */
    static final class Stale extends IOException {
        private static final long serialVersionUID = 1;

        Stale() {
            super("the other side has closed its idle connections");
        }
    }

    /** What a deadline may be off by before its header is written anew. */
    private static final long STALE = TimeUnit.MILLISECONDS.toNanos(5);

    final Call call;
    final Calling calling;
    final HttpUrl url;
    private final @Nullable Credential credential;
    private final long builtAt;
    private volatile okhttp3.Call http;
    /** The connections that were tried for this request. */
    private volatile Attempts attempts = new Attempts();
    /** A request before this one was sent, which has led to it. */
    private volatile boolean earlier;
    /** This request was sent. */
    private volatile boolean sent;

    private volatile int status;
    private @Nullable Journey journey;

    Exchange(Calling calling, Call call, HttpUrl url, @Nullable Credential credential) {
        this.calling = calling;
        this.call = call;
        this.url = url;
        this.credential = credential;
        builtAt = calling.caller.context.clock().nanos();
        http = calling.client.call(Requests.of(this, credential));
    }

    static Exchange of(Request request) {
        return Objects.requireNonNull(request.tag(Exchange.class), "a request that isn't ours");
    }

    /** What is left of the deadline, as its header has it. */
    String deadline() {
        return Long.toString(Math.max(1, TimeUnit.NANOSECONDS.toMillis(remaining())));
    }

    long remaining() {
        return call.remaining(calling.caller.context.clock());
    }

    /** Runs it: here where the calling thread may wait, else on a thread of the client's. */
    void start(boolean here) {
        if (!here) {
            http.enqueue(this);
            return;
        }
        while (true) {
            // Nothing else ends a wait inside OkHttp when the one who waits is the timer.
            if (call.deadline() != Delivery.NO_DEADLINE) {
                http.timeout().timeout(Math.max(1, remaining()), TimeUnit.NANOSECONDS);
            }
            try {
                read(http.execute());
                return;
            } catch (IOException | RuntimeException e) {
                if (!renewed(e)) {
                    fail(e);
                    return;
                }
            }
        }
    }

    /**
     * Whether it is to be begun again, on another connection. Nothing has been sent, so this repeats nothing; and each time a
     * dead connection is thrown away, so it ends.
     */
    private boolean renewed(Exception e) {
        boolean unsent =
                e instanceof Stale || (e instanceof ConnectionShutdownException && (earlier || call.takeBack()));
        if (!unsent || call.isDone()) {
            return false;
        }
        sent = false;
        attempts = new Attempts();
        http = calling.client.call(http.request().newBuilder());
        if (call.isDone()) {
            http.cancel();
        }
        return true;
    }

    /** Whether it may take a connection together with others. */
    boolean shares() {
        return calling.client.shares(url);
    }

    /** Makes OkHttp let go of it; it ends soon. */
    void cancel() {
        http.cancel();
        if (calling.pauses.giveUp(this)) {
            call.end();
        }
    }

    void refuseIfClosed() throws Withdrawn {
        if (calling.closed()) {
            throw new Withdrawn();
        }
    }

    /** Right before the first byte. Answers with what is to be sent. */
    Request handOff(Request request) throws Withdrawn {
        // An interrupt would break the connection in the middle of the request.
        if (calling.closed() || call.isDone() || Thread.currentThread().isInterrupted() || !call.handOff()) {
            throw new Withdrawn();
        }
        sent = true;
        boolean stale = request.header(HeaderNames.DEADLINE_MS) != null
                && calling.caller.context.clock().nanos() - builtAt > STALE;
        return stale
                ? request.newBuilder()
                        .header(HeaderNames.DEADLINE_MS, deadline())
                        .build()
                : request;
    }

    /** Whether anything can have reached the other side. */
    Executed soFar() {
        return sent ? Executed.MAYBE : before();
    }

    /** The same without this request, for where it is certain that it came to nothing. */
    Executed before() {
        return earlier ? Executed.MAYBE : Executed.NO;
    }

    Attempts attempts() {
        return attempts;
    }

    /** Whether somebody waits for what is answered, and not only for that. */
    boolean wantsReply() {
        return call.style() != Style.SEND && call.style() != Style.PUBLISH;
    }

    /** The time of day. */
    Instant now() {
        return calling.caller.context.clock().now();
    }

    /** What the other side answered; OkHttp is told a status that it has no ideas about. */
    void status(int answered) {
        status = answered;
    }

    int status() {
        return status;
    }

    /** Whether this request, after which there may have been none, can have reached the other side. */
    boolean sent() {
        return sent;
    }

    /** What an answer means for the work: an answer to a look at what was accepted never says that it did not run. */
    Executed known(Executed said) {
        return journey != null && journey.accepted() && said == Executed.NO ? Executed.MAYBE : said;
    }

    /** Whether it speaks to a service by a route of its own, and not to a receiver of ours. */
    boolean routed() {
        return call.envelope().headers().get(HeaderNames.TARGET) != null;
    }

    @Override
    public void onResponse(okhttp3.Call ignored, Response response) {
        read(response);
    }

    @Override
    public void onFailure(okhttp3.Call ignored, IOException e) {
        if (renewed(e)) {
            http.enqueue(this);
        } else {
            fail(e);
        }
    }

    private void read(Response response) {
        Envelope reply = null;
        IpcException failure = null;
        Journey.Step step = null;
        if (response.code() == 401
                && credential != null
                && response.request().header(Requests.AUTHORIZATION) != null) { // not where a redirect has taken it off
            calling.rejected(credential);
        }
        try (response) {
            step = next(response);
            reply = step == null ? Answers.read(this, response) : null;
        } catch (IpcException e) {
            failure = e;
            if (e.kind() == Kind.CONNECTION_LOST) {
                late();
            }
        } catch (RuntimeException | Error e) {
            failure = Answers.broken(this, e); // also a stack that is full: OkHttp would tell nobody
        }
        if (reply != null) {
            call.succeed(reply);
        } else if (failure != null) {
            call.fail(failure);
        } else if (step != null) {
            go(step);
        }
    }

    private Journey.@Nullable Step next(Response response) {
        if (journey == null && Journey.begins(response)) {
            journey = new Journey(this);
        }
        return journey == null ? null : journey.next(response);
    }

    /** From here on it runs on threads of the client's; a caller that waits is the timer of its deadline by itself. */
    private void go(Journey.Step step) {
        http = calling.client.call(step.request().newBuilder());
        earlier = true;
        sent = false;
        attempts = new Attempts();
        if (step.nanos() == 0) {
            proceed();
            return;
        }
        calling.pauses.begin(this, step.nanos());
        calling.abortIfClosed(this);
        if (call.isDone()) {
            cancel();
        }
    }

    /** Asks for what is next. */
    void proceed() {
        if (call.isDone()) {
            http.cancel();
        }
        http.enqueue(this);
    }

    private void fail(Exception e) {
        late();
        call.fail(Answers.failure(this, e));
    }

    /** Where the backstop of a blocking exchange went off, the deadline has its own words for it. */
    private void late() {
        if (!call.isDone() && remaining() <= 0) {
            call.run();
        }
    }

    /** Where the exchange goes, for messages. */
    String place() {
        String group = call.group();
        return (group == null ? "" : "group '" + group + "' of ") + "'" + calling.channel.name() + "' at " + url
                + (earlier
                        ? ", which has led to " + Locations.shown(http.request().url())
                        : "");
    }
}
