package io.unifiedipc.spi;

import java.util.concurrent.CompletionStage;

/** One transport at work in one {@code Ipc}: it owns connections, and the port that it listens on. */
public interface Transport {
    /** Opens a channel. Called once per channel, on the thread that starts; never waits for a network. */
    Link link(ChannelSpec channel);

    /** Every channel that receives has said so: now the port may open. Called once at most; never waits for a network. */
    default void start() {}

    /** Gives everything back. Called once, after every link is closed; the stage completes when no thread is left. */
    CompletionStage<Void> close();
}
