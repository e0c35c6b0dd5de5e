/**
 * What an author of a transport, a codec or a decorator implements. It knows the messages and failures of
 * {@link io.unifiedipc} and nothing of the runtime that calls it.
 */
@NullMarked
package io.unifiedipc.spi;

import org.jspecify.annotations.NullMarked;
