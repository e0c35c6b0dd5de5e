/** The driver: its clients, and the threads that may use them. */
@NullMarked
package io.unifiedipc.kafka.driver;

import org.jspecify.annotations.NullMarked;
