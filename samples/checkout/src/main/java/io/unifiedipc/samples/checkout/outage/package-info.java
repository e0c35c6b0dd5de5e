/** The orders service is killed under load and comes back: what its callers see meanwhile, and whether they were told the truth. */
@NullMarked
package io.unifiedipc.samples.checkout.outage;

import org.jspecify.annotations.NullMarked;
