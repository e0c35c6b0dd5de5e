package io.unifiedipc.kafka.receive;

import io.unifiedipc.spi.Address;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The inboxes of a transport: one for each topic of replies, however many channels have theirs there. */
public final class Inboxes {
    private final Function<String, Inbox> maker;
    private final Map<String, Inbox> byTopic = new HashMap<>();

    /** With what makes the inbox of a topic; it has not been started. */
    public Inboxes(Function<String, Inbox> maker) {
        this.maker = maker;
    }

    /**
     * Where an owner's replies arrive from now on. Completes when those that are written from then on will be read; fails where
     * there is no such topic. Any thread; does not wait.
     */
    public CompletionStage<Address> open(String topic, Object owner, Inbox.Reader reader) {
        return at(topic).open(owner, reader);
    }

    private synchronized Inbox at(String topic) {
        Inbox known = byTopic.get(topic);
        if (known != null && !known.isOver()) {
            return known;
        }
        Inbox fresh = maker.apply(topic);
        byTopic.put(topic, fresh);
        fresh.start();
        return fresh;
    }

    /** An owner wants no more replies. */
    public void leave(Object owner) {
        all().forEach(each -> each.leave(owner));
    }

    private synchronized Collection<Inbox> all() {
        return List.copyOf(byTopic.values());
    }

    /** Ends them all. */
    public CompletionStage<Void> close() {
        return CompletableFuture.allOf(
                all().stream().map(each -> each.close().toCompletableFuture()).toArray(CompletableFuture<?>[]::new));
    }
}
