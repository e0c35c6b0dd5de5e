/** What the desk and the services say to each other, and nothing else. */
@NullMarked
package io.unifiedipc.samples.checkout.contracts;

import org.jspecify.annotations.NullMarked;
