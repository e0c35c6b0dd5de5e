/** A real broker for tests and samples. */
@NullMarked
package io.unifiedipc.kafka.broker;

import org.jspecify.annotations.NullMarked;
