package io.unifiedipc.spi;

/** How a message is exchanged. */
public enum Style {
    /** A command to one receiver, nobody waits for the outcome; complete when responsibility is taken. */
    SEND,
    /** A command to one receiver, complete when its reply is here. */
    REQUEST,
    /** An event to every group; complete when responsibility is taken for each. */
    PUBLISH,
    /** An event to every group, each may reply; complete at the deadline or when all expected have answered. */
    GATHER
}
