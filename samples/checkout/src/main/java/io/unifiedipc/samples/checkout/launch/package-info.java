/** Starts the program: its arguments, its processes and their configuration. All that knows of transports is in here. */
@NullMarked
package io.unifiedipc.samples.checkout.launch;

import org.jspecify.annotations.NullMarked;
