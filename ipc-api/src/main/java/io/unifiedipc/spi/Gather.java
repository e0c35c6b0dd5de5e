package io.unifiedipc.spi;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event whose groups may answer. Replies and failures of groups come in until as many as expected have, or the deadline
 * passes; neither makes the gathering fail. Only where the event itself could not be published does it fail. Bounded: it is
 * complete with {@link #MOST} answers.
 */
public final class Gather extends Call {
    /** Answers that one gathering takes. */
    public static final int MOST = 1_000;

    private final List<Envelope> replies = new ArrayList<>();
    private final List<IpcException> failures = new ArrayList<>();
    private final Set<String> silent = new LinkedHashSet<>();
    private int missing;
    private boolean published;
    private volatile boolean late;

    /** A new gathering of at most {@code expected} answers; 0 for all that come until the deadline. */
    public Gather(
            String channel,
            OperationSpec operation,
            Envelope envelope,
            long startedAt,
            long deadline,
            int expected,
            Listener listener) {
        super(channel, operation, Style.GATHER, envelope, startedAt, deadline, false, listener);
        missing = expected > 0 ? Math.min(expected, MOST) : MOST;
    }

    /** The groups that are being asked, where the link knows them: those that stay silent are reported as such. */
    public synchronized void asks(Collection<String> groups) {
        silent.addAll(groups);
        missing = Math.min(missing, groups.size());
    }

    /** The event is out: from now on the deadline is an end, and no failure. */
    public synchronized void published() {
        published = true;
    }

    /** A group has answered; its name where the link knows it. Answers false where the gathering is over. */
    public boolean reply(@Nullable String group, Envelope reply) {
        return take(group, reply, null);
    }

    /** A group has failed, or could not be reached. */
    public boolean failure(@Nullable String group, IpcException failure) {
        return take(group, null, failure);
    }

    /** A group has handled the event and has nothing to say. */
    public boolean nothing(String group) {
        return take(group, null, null);
    }

    /** No more answers can come: it is over with what there is. */
    public void cut(IpcException failure) {
        synchronized (this) {
            failures.add(failure);
        }
        stop(Envelope.EMPTY);
    }

    private boolean take(@Nullable String group, @Nullable Envelope reply, @Nullable IpcException failure) {
        boolean enough;
        synchronized (this) {
            if (isDone()) {
                return false;
            }
            published = true;
            if (group != null) {
                silent.remove(group);
            }
            if (reply != null) {
                replies.add(reply);
            }
            if (failure != null) {
                failures.add(failure);
            }
            enough = --missing <= 0;
        }
        if (enough) {
            stop(Envelope.EMPTY);
        }
        return true;
    }

    /** Whether its deadline has ended it: groups that said nothing were too slow, and not just not waited for. */
    public boolean isLate() {
        return late;
    }

    /** What was answered so far, in order of arrival. */
    public synchronized List<Envelope> replies() {
        return List.copyOf(replies);
    }

    /** What failed so far; once it is done, also the groups that said nothing. */
    public synchronized List<IpcException> failures() {
        List<IpcException> all = new ArrayList<>(failures);
        if (isDone()) {
            for (String group : silent) {
                all.add(IpcException.of(
                        Kind.TIMEOUT,
                        Executed.MAYBE,
                        "group '" + group + "' of '" + channel() + "' gave no answer to "
                                + operation().name()));
            }
        }
        return all;
    }

    @Override
    public void run() {
        boolean out;
        synchronized (this) {
            out = published;
        }
        if (out) {
            late = true;
            stop(Envelope.EMPTY);
        } else {
            super.run();
        }
    }
}
