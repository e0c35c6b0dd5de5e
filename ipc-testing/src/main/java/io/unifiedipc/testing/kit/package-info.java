/**
 * For authors of a transport: the conformance kit. One factory and one subclass of {@code TransportKit} run every scenario that
 * the transport's capabilities claim.
 */
@NullMarked
package io.unifiedipc.testing.kit;

import org.jspecify.annotations.NullMarked;
