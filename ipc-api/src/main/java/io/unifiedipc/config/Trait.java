package io.unifiedipc.config;

import io.unifiedipc.spi.Capability;
import java.util.function.Function;

/**
 * One thing in which transports may differ. It knows no transport by name: its text is made from what the side says of itself.
 *
 * @param name as {@code explain} prints it
 * @param text what it is on one side
 */
record Trait(String name, Function<Side, String> text) {
    /** One that follows from a single capability. */
    static Trait of(String name, Capability capability, String with, String without) {
        return new Trait(name, side -> side.has(capability) ? with : without);
    }
}
