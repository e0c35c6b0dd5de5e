package io.unifiedipc.runtime;

import io.unifiedipc.Handler;
import io.unifiedipc.spi.Deprecation;
import io.unifiedipc.spi.OperationSpec;
import org.jspecify.annotations.Nullable;

/**
 * A handler in its place.
 *
 * @param operation what it handles
 * @param handler takes payloads of the operation's type, which the decoder has made sure of
 * @param deprecation what its replies say of it, or null
 */
record Handling(
        OperationSpec operation,
        Handler<Object> handler,
        @Nullable Deprecation deprecation) {}
