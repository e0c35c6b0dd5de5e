/** What the receivers of a run write down, and how it is compared with another run's. */
@NullMarked
package io.unifiedipc.samples.checkout.effects;

import org.jspecify.annotations.NullMarked;
