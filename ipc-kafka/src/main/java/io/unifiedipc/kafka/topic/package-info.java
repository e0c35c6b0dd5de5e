/** Which topics there are, and what is parked in them. */
@NullMarked
package io.unifiedipc.kafka.topic;

import org.jspecify.annotations.NullMarked;
