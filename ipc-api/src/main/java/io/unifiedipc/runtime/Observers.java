package io.unifiedipc.runtime;

import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.spi.Settlement;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all observers; without any it does nothing and allocates nothing. */
final class Observers implements Call.EndHook {
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.observing");

    private final List<Observer> all;

    Observers(List<Observer> all) {
        this.all = List.copyOf(all);
    }

    /** A call goes on its way; its end will be told too. */
    void sent(Call call) {
        if (!all.isEmpty()) {
            tell(observer -> observer.sent(call));
            call.onEnd(this);
        }
    }

    @Override
    public void ended(Call call) {
        tell(observer -> observer.ended(call));
    }

    void received(Call first) {
        if (!all.isEmpty()) {
            tell(observer -> observer.received(first));
        }
    }

    void started(Call attempt) {
        if (!all.isEmpty()) {
            tell(observer -> observer.started(attempt));
        }
    }

    void handled(Call attempt) {
        if (!all.isEmpty()) {
            tell(observer -> observer.handled(attempt));
        }
    }

    void parked(Call attempt, IpcException reason) {
        if (!all.isEmpty()) {
            tell(observer -> observer.parked(attempt, reason));
        }
    }

    void settled(Call attempt, Settlement how) {
        if (!all.isEmpty()) {
            tell(observer -> observer.settled(attempt, how));
        }
    }

    private void tell(Consumer<Observer> news) {
        for (Observer observer : all) {
            try {
                news.accept(observer);
            } catch (RuntimeException | Error e) {
                LOG.warn(
                        "an observer, {}, broke; what it observes goes on",
                        observer.getClass().getName(),
                        e);
            }
        }
    }
}
