package io.unifiedipc.runtime;

import io.unifiedipc.Handler;
import io.unifiedipc.spi.OperationSpec;

/**
 * A handler in its place.
 *
 * @param operation what it handles
 * @param handler takes payloads of the operation's type, which the decoder has made sure of
 */
record Handling(OperationSpec operation, Handler<Object> handler) {}
