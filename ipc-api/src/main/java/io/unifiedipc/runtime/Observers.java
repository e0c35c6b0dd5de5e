package io.unifiedipc.runtime;

import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Deprecation;
import io.unifiedipc.spi.Interaction;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.spi.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells all observers, and who pauses by what changes; without any it does nothing and allocates nothing. */
final class Observers implements Observer, Call.EndHook {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.observing");

    private final List<Observer> all;
    private final Logbook logbook;

    Observers(List<Observer> all, Logbook logbook) {
        this.all = List.copyOf(all);
        this.logbook = logbook;
    }

    /** A call goes on its way; its end will be told too. */
    @Override
    public void sent(Call call) {
        if (!all.isEmpty()) {
            tell(observer -> observer.sent(call));
            call.onEnd(this);
        }
    }

    @Override
    public void ended(Call call) {
        tell(observer -> observer.ended(call));
    }

    @Override
    public void retried(Call attempt, IpcException failure, long pauseNanos) {
        if (!all.isEmpty()) {
            tell(observer -> observer.retried(attempt, failure, pauseNanos));
        }
    }

    @Override
    public void fellBack(Call call, IpcException reason, String source, Duration age) {
        if (!all.isEmpty()) {
            tell(observer -> observer.fellBack(call, reason, source, age));
        }
    }

    @Override
    public void changed(String channel, String what, String endpoint, String from, String to) {
        if (!all.isEmpty()) {
            tell(observer -> observer.changed(channel, what, endpoint, from, to));
        }
    }

    @Override
    public void counted(String what, String channel) {
        if (!all.isEmpty()) {
            tell(observer -> observer.counted(what, channel));
        }
    }

    @Override
    public void deprecated(Interaction call, String caller, Deprecation deprecation) {
        if (!all.isEmpty()) {
            tell(observer -> observer.deprecated(call, caller, deprecation));
        }
    }

    @Override
    public void received(Interaction first) {
        if (!all.isEmpty()) {
            tell(observer -> observer.received(first));
        }
    }

    @Override
    public void started(Interaction attempt) {
        if (!all.isEmpty()) {
            tell(observer -> observer.started(attempt));
        }
    }

    @Override
    public void handled(Interaction attempt) {
        if (!all.isEmpty()) {
            tell(observer -> observer.handled(attempt));
        }
    }

    @Override
    public void parked(Interaction attempt, IpcException reason) {
        if (!all.isEmpty()) {
            tell(observer -> observer.parked(attempt, reason));
        }
    }

    @Override
    public void settled(Interaction attempt, Settlement how) {
        if (!all.isEmpty()) {
            tell(observer -> observer.settled(attempt, how));
        }
    }

    private void tell(Consumer<Observer> news) {
        for (Observer observer : all) {
            try {
                news.accept(observer);
            } catch (RuntimeException | Error e) {
                logbook.write(broken(observer.getClass().getName(), e));
            }
        }
    }

    private static Line broken(String observer, Throwable thrown) {
        return new Line(
                LOG,
                Level.WARN,
                "",
                observer,
                null,
                () -> "an observer, " + observer + ", broke; what it observes goes on",
                thrown);
    }
}
