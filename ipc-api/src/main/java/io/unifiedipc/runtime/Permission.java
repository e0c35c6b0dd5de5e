package io.unifiedipc.runtime;

import io.unifiedipc.Authorizer;
import io.unifiedipc.IpcException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What a channel's messages are asked before their handler gets them: who they are from, and whether that one may. */
final class Permission {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.receiving");

    private final String channel;
    private final boolean authenticates;
    private final List<Authorizer> authorizers;
    private final Logbook logbook;

    /**
     * @param authenticates whether a sender must be known
     * @param authorizers who must all agree; none where the channel asks nobody
     */
    Permission(String channel, boolean authenticates, List<Authorizer> authorizers, Logbook logbook) {
        this.channel = channel;
        this.authenticates = authenticates;
        this.authorizers = List.copyOf(authorizers);
        this.logbook = logbook;
    }

    /** Whether somebody will be asked, who may block. */
    boolean asks() {
        return !authorizers.isEmpty();
    }

    /** Why a message can't come in at all; null where it can. Its transport has asked already: this is the second lock. */
    @Nullable
    IpcException unknownSender(Work work) {
        return authenticates && work.delivery().principal() == null ? Failures.unknownSender(channel) : null;
    }

    /** Why it must not be handled; null where it may. May block. */
    @Nullable
    IpcException refusal(Work work) {
        if (authorizers.isEmpty()) {
            return null;
        }
        var access = new Authorizer.Access(
                work.delivery().principal(), channel, OutcomeQuery.subject(work), ReceivedMessage.own(work));
        try {
            for (Authorizer each : authorizers) {
                if (!each.allows(access)) {
                    return Failures.forbidden(channel, OutcomeQuery.subject(work));
                }
            }
            return null;
        } catch (RuntimeException | Error e) {
            logbook.write(Line.of(
                            LOG,
                            Level.WARN,
                            work,
                            "undecided " + e.getClass().getName(),
                            () -> "an Authorizer could not decide about " + work + ", which is therefore refused")
                    .with(e));
            return Failures.undecided(channel, OutcomeQuery.subject(work), e);
        }
    }
}
