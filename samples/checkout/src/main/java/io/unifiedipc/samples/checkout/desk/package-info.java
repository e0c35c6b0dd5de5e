/** The calling side: a check-out desk that takes line after line of a file, in five styles. */
@NullMarked
package io.unifiedipc.samples.checkout.desk;

import org.jspecify.annotations.NullMarked;
