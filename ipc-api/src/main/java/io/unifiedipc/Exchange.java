package io.unifiedipc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One exchange that holds a permit of its channel's {@code max-outstanding}, or waits for one: what {@link Ipc#exchanges()}
 * tells of it. Taken while it runs, so it may have gone on since.
 *
 * @param channel its channel
 * @param operation what is asked for, or told
 * @param style how: {@code request}, {@code send}, {@code publish} or {@code gather}
 * @param attempt which attempt it is, from 1
 * @param id the message's id, the same on every attempt
 * @param age how long ago its caller began, earlier attempts included
 * @param remaining how much of its deadline is left, negative where that has passed; null where it has none
 * @param nested whether a handler made it: those have permits of their own
 * @param state how far it is
 */
public record Exchange(
        String channel,
        String operation,
        String style,
        int attempt,
        String id,
        Duration age,
        @Nullable Duration remaining,
        boolean nested,
        State state) {
    /** How far an exchange is. */
    public enum State {
        /** It waits for a permit; nothing was sent. */
        WAITING,
        /** It holds a permit, and its caller waits for the outcome. */
        UNDER_WAY,
        /** Its caller has been told, by a timeout or a cancellation for example; whoever works on it has not let go. */
        LEFT_BEHIND
    }
}
