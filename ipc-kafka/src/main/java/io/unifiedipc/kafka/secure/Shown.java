package io.unifiedipc.kafka.secure;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What one process shows to one cluster. The driver asks for it on its own threads, for each connection or, for a token, each time
 * the last is about to end; one that must be fetched holds that thread up, but for no longer than ten seconds. Why there was none is
 * kept here, as the driver tells that to nobody. Any thread.
 */
final class Shown {
    private static final long LONGEST_SECONDS = 10;

    private final Credentials credentials;
    private volatile @Nullable Credential last;
    private volatile @Nullable IpcException missing;

    Shown(Credentials credentials) {
        this.credentials = credentials;
    }

    /** Why there was none when it was asked for last; null where there was one. */
    @Nullable
    IpcException missing() {
        return missing;
    }

    /** The broker did not believe it. */
    void rejected() {
        Credential its = last;
        if (its != null) {
            credentials.rejected(its);
        }
    }

    /** User and password. */
    record User(String name, String password) {
        @Override
        public String toString() {
            return "User[***]";
        }
    }

    User user() {
        String both = new String(Base64.getDecoder().decode(get(Credential.BASIC)), StandardCharsets.UTF_8);
        int colon = both.indexOf(':');
        return new User(both.substring(0, colon), both.substring(colon + 1));
    }

    String token() {
        return get(Credential.BEARER);
    }

    private String get(String scheme) {
        try {
            Credential found = found();
            if (!found.scheme().equalsIgnoreCase(scheme)) {
                throw IpcException.of(
                        Kind.MISCONFIGURED,
                        Executed.NO,
                        "transports.kafka.credentials are of scheme " + found.scheme()
                                + ", and transports.kafka.sasl needs " + scheme
                                + ": type basic goes with plain and scram, a token with oauthbearer");
            }
            last = found;
            missing = null;
            return found.secret();
        } catch (IpcException e) {
            missing = e;
            throw e;
        }
    }

    private Credential found() {
        try {
            return credentials.get(null).toCompletableFuture().get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IpcException known ? known : none(Kind.UNAUTHORIZED, e.getCause());
        } catch (TimeoutException e) {
            throw none(Kind.TIMEOUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw none(Kind.CANCELLED, e);
        }
    }

    private static IpcException none(Kind kind, @Nullable Throwable why) {
        return IpcException.of(kind, Executed.NO, "there are no credentials to show to the broker: " + why, why);
    }
}
