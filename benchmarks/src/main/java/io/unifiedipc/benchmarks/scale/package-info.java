/** How what a call costs grows with the number of calls, channels and headers, and with the payload. */
@NullMarked
package io.unifiedipc.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
