package io.unifiedipc.spi;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What this process shows to those that it calls: one block under {@code ipc.credentials}, shared by the channels that name it.
 * A transport asks it where it needs a credential: for each call, or for each connection. Methods may be called by any thread
 * at any time.
 */
public interface Credentials {
    /**
     * The key of a transport whose connections are shared by all its channels, as those to a broker are. What it shows is for
     * the broker: {@link Context#credentialsOf} has it.
     */
    Option<String> OF_TRANSPORT = Option.text(
            "credentials", "what this process shows to those that it connects to: a block under ipc.credentials");

    /**
     * The credential to show now. Returns without waiting: where it is there, a stage that is complete already. Where it must
     * be fetched, all who ask meanwhile get the same stage, and whoever waits for it stays within its own deadline.
     *
     * <p>The stage fails with an {@link io.unifiedipc.IpcException}, executed NO, that has no secret in its text.
     *
     * @param call that will show it; null where it is for a connection
     */
    CompletionStage<Credential> get(@Nullable Call call);

    /** The other side refused this one: it should not be given out again. */
    default void rejected(Credential credential) {}

    /** Gives up what is being fetched. Called once, after all transports are closed. */
    default void close() {}
}
