/** From a record to a delivery, and to a committed offset. */
@NullMarked
package io.unifiedipc.kafka.receive;

import org.jspecify.annotations.NullMarked;
