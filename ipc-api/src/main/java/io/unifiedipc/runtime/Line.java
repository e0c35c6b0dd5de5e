package io.unifiedipc.runtime;

import io.unifiedipc.spi.Interaction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * A line for the log.
 *
 * @param kind what else says the same; no part of a message, so that there are few
 * @param about the call or message that it is about, or null
 * @param thrown whose stack trace follows, or null
 */
record Line(
        Logger log,
        Level level,
        String channel,
        String kind,
        @Nullable Interaction about,
        Supplier<String> text,
        @Nullable Throwable thrown) {

    static Line of(Logger log, Level level, Interaction about, String kind, Supplier<String> text) {
        return new Line(log, level, about.channel(), kind, about, text, null);
    }

    /** The same, with a stack trace after it. */
    Line with(@Nullable Throwable trace) {
        return new Line(log, level, channel, kind, about, text, trace);
    }

    boolean isWanted() {
        return log.isEnabledForLevel(level);
    }

    /** The message's id; empty for none. */
    String id() {
        return about == null ? "" : Mdc.id(about);
    }

    void write() {
        write(level);
    }

    /** For who has to look one up. */
    void writeHeldBack() {
        if (log.isDebugEnabled()) {
            write(Level.DEBUG);
        }
    }

    private void write(Level as) {
        Mdc mdc = about == null ? null : Mdc.enter(about);
        try {
            log.atLevel(as).setCause(thrown).log("{}", text.get());
        } finally {
            if (mdc != null) {
                mdc.leave();
            }
        }
    }
}
