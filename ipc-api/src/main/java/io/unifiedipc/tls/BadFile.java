package io.unifiedipc.tls;

import org.jspecify.annotations.Nullable;

/** A file of certificates or keys that can't be used. The message names the file, what is wrong with it, and the way out. */
public final class BadFile extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** For a file, or for one that is missing. */
    public BadFile(String message, @Nullable Exception cause) {
        super(message, cause);
    }
}
