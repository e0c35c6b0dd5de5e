package io.unifiedipc;

import java.time.Instant;

/**
 * Something that keeps a channel from working as it should, for as long as it does: what {@link Ipc#conditions()} tells of it.
 *
 * @param channel its channel
 * @param part what of it, as its transport names it: {@code topic orders.parked}, {@code group orders}
 * @param kind what kind of failure it is; calls may fail with the same
 * @param problem what is wrong, and the way out
 * @param since from when on it is known
 */
public record Condition(String channel, String part, Kind kind, String problem, Instant since) {}
