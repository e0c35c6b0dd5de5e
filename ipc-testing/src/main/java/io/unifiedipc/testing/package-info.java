/**
 * For applications: their own tests, in memory first and on another transport after, with what was sent, handled and parked on
 * record.
 */
@NullMarked
package io.unifiedipc.testing;

import org.jspecify.annotations.NullMarked;
