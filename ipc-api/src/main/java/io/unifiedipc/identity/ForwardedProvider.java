package io.unifiedipc.identity;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Credential;
import io.unifiedipc.spi.Credentials;
import io.unifiedipc.spi.CredentialsProvider;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Schema;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Credentials of type {@code forwarded}: those of the message in whose handling the call is made, so that the next service sees
 * the same user. A call that is made in no handler, or for a message without any, is refused before it leaves.
 */
public final class ForwardedProvider implements CredentialsProvider {
    /** Made by the service loader. */
    public ForwardedProvider() {}

    @Override
    public String name() {
        return "forwarded";
    }

    @Override
    public Schema options() {
        return Schema.of();
    }

    @Override
    public Credentials open(String block, Config options, Context context) {
        return ForwardedProvider::of;
    }

    private static CompletionStage<Credential> of(@Nullable Call call) {
        Delivery handled = call == null ? null : call.within();
        Credential credential = handled == null ? null : handled.credential();
        if (credential != null) {
            return CompletableFuture.completedFuture(credential);
        }
        String why = handled == null
                ? "the call was not made in a handler: make it on the handler's thread or in Received.within"
                : "the message that is being handled came without any";
        String who = call == null ? "a connection" : "'" + call.channel() + "'";
        return CompletableFuture.failedStage(IpcException.of(
                Kind.UNAUTHORIZED, Executed.NO, "there is no credential to forward to " + who + ": " + why));
    }
}
