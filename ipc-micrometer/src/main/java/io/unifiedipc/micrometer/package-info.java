/** Meters for calls and received messages. */
@NullMarked
package io.unifiedipc.micrometer;

import org.jspecify.annotations.NullMarked;
