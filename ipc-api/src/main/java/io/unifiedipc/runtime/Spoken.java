package io.unifiedipc.runtime;

import io.unifiedipc.IpcException;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Problems;
import io.unifiedipc.spi.Version;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The version that a channel speaks here.
 *
 * @param served the versions of a channel, by its name, that are received here
 */
record Spoken(String channel, String version, Function<String, Collection<String>> served) {
    int major() {
        return Version.majorOf(version);
    }

    /** Why a message that says this version is not for here; null where it may be. A stock peer says none. */
    @Nullable
    IpcException check(@Nullable String asked) {
        if (asked == null || asked.equals(version)) {
            return null;
        }
        Version read = Version.parse(asked);
        if (read == null) {
            return Failures.invalid(Version.wrong(asked) + ": so " + HeaderNames.VERSION + " says nothing");
        }
        return read.major() == major() ? null : Problems.unsupportedVersion(channel, asked, served.apply(channel));
    }
}
