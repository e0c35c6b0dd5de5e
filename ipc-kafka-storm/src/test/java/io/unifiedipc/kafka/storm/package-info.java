/** Processes that exchange commands while their broker and they themselves are killed. */
@NullMarked
package io.unifiedipc.kafka.storm;

import org.jspecify.annotations.NullMarked;
