package io.unifiedipc.http.identity;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Credentials;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The token of one block: fetched once for all who want it, in time before it ends, and never in a hurry after a failure. */
final class OAuth2Tokens implements Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(OAuth2Tokens.class);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** How long before its end a token is replaced, at most. */
    private static final long MOST_MARGIN = 60 * SECOND;
    /** How long the endpoint is left alone after many failures. */
    private static final long LONGEST_REST = 30 * SECOND;

    /** A token, when it is to be replaced, and until when it may still be shown: it has a way to go. */
    private record Token(CompletableFuture<Credential> stage, Credential credential, long refreshAt, long until) {
        static Token of(CompletableFuture<Credential> stage, TokenAnswer answer, long asked) {
            long lifetime = answer.lifetime().toNanos();
            long margin = Math.min(MOST_MARGIN, lifetime / 4);
            return new Token(stage, answer.credential(), asked + lifetime - margin, asked + lifetime - margin / 6);
        }
    }

    private final String block;
    private final TokenEndpoint endpoint;
    private final Clock clock;
    private volatile @Nullable Token token;
    private @Nullable CompletableFuture<Credential> fetching;
    private @Nullable CompletableFuture<Credential> failed;
    private int failures;
    private long restUntil;
    private long believeUntil;
    private boolean closed;

    OAuth2Tokens(String block, TokenEndpoint endpoint, Clock clock) {
        this.block = block;
        this.endpoint = endpoint;
        this.clock = clock;
        restUntil = clock.nanos();
        believeUntil = restUntil;
    }

    @Override
    public CompletionStage<Credential> get(@Nullable Call call) {
        Token good = token;
        return good != null && clock.nanos() - good.refreshAt < 0 ? good.stage : getSlowly();
    }

    private synchronized CompletionStage<Credential> getSlowly() {
        long now = clock.nanos();
        Token old = token;
        if (fetching == null && !closed && now - restUntil >= 0 && (old == null || now - old.refreshAt >= 0)) {
            begin();
        }
        if (old != null && now - old.until < 0) {
            return old.stage;
        }
        if (fetching != null) {
            return fetching;
        }
        return failed == null || closed ? CompletableFuture.failedFuture(over()) : failed;
    }

    /** On a thread of its own: a pool in which those wait who need the token might have none left for it. */
    private void begin() {
        CompletableFuture<Credential> stage = new CompletableFuture<>();
        fetching = stage;
        Thread thread = new Thread(() -> fetch(stage), "ipc-oauth2-" + block);
        thread.setDaemon(true);
        thread.start();
    }

    private void fetch(CompletableFuture<Credential> stage) {
        long asked = clock.nanos();
        try {
            TokenAnswer answer = endpoint.fetch();
            fetched(Token.of(stage, answer, asked));
            stage.complete(answer.credential());
        } catch (RuntimeException | Error e) {
            stage.completeExceptionally(failed(stage, e));
        }
    }

    private synchronized void fetched(Token fresh) {
        token = fresh;
        fetching = null;
        failed = null;
        failures = 0;
    }

    private synchronized IpcException failed(CompletableFuture<Credential> stage, Throwable thrown) {
        IpcException failure = closed
                ? over()
                : thrown instanceof IpcException known
                        ? known
                        : IpcException.of(
                                Kind.FAILED,
                                Executed.NO,
                                "fetching a token for ipc.credentials." + block + " failed here: "
                                        + thrown.getClass().getSimpleName(),
                                thrown);
        fetching = null;
        failed = stage;
        long rest = Math.min(LONGEST_REST, SECOND << Math.min(failures++, 10));
        long now = clock.nanos();
        restUntil = now + rest;
        Token old = token;
        if (!closed) {
            LOG.warn(
                    "no new token for ipc.credentials.{}, the next try is in {} s or later{}: {}",
                    block,
                    rest / SECOND,
                    old != null && now - old.until < 0 ? "; the old one is still good" : "",
                    failure.text());
        }
        return failure;
    }

    /** At most once a second a refusal is believed: where the fault is another, each call would bring a new token. */
    @Override
    public synchronized void rejected(Credential credential) {
        Token mine = token;
        long now = clock.nanos();
        if (mine != null && mine.credential.equals(credential) && now - believeUntil >= 0) {
            believeUntil = now + SECOND;
            token = null;
            LOG.info("the token of ipc.credentials.{} was refused; the next call fetches another", block);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        endpoint.cancel();
    }

    private IpcException over() {
        return IpcException.of(Kind.CLOSED, Executed.NO, "ipc.credentials." + block + " is closed");
    }
}
