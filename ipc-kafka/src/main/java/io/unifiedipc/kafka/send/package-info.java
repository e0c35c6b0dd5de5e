/** From a call to a record that the broker has accepted. */
@NullMarked
package io.unifiedipc.kafka.send;

import org.jspecify.annotations.NullMarked;
