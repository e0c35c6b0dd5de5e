package io.unifiedipc;

/** What goes through a channel. */
public enum ChannelKind {
    /** Point-to-point: each command goes to one receiver. */
    COMMANDS,
    /** Publish-subscribe: each event goes to every group. */
    EVENTS
}
