package io.unifiedipc.runtime;

import io.unifiedipc.spi.Observer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a group receives, and says so when that is another than before. */
final class GroupState {
    static final String ON = "on";
    static final String PAUSED = "paused";
    static final String STOPPED = "stopped";

    private static final String NAME = "receiving";
    private static final Logger LOG = LoggerFactory.getLogger("io.unifiedipc.receiving");

    private final String channel;
    private final String group;
    private final Observer observer;
    private final Supplier<String> now;
    private final AtomicReference<String> told = new AtomicReference<>(ON);

    GroupState(String channel, String group, Observer observer, Supplier<String> now) {
        this.channel = channel;
        this.group = group;
        this.observer = observer;
        this.now = now;
    }

    /** It may have changed. Of several threads each tells what it has seen, and the last one what there is. */
    void update() {
        String seen = now.get();
        String before = told.getAndSet(seen);
        while (!before.equals(seen)) {
            tell(before, seen);
            seen = now.get();
            before = told.getAndSet(seen);
        }
    }

    private void tell(String from, String to) {
        LOG.info("receiving on '{}'{}: {}, was {}", channel, group.isEmpty() ? "" : " for '" + group + "'", to, from);
        observer.changed(channel, NAME, group, from, to);
    }
}
