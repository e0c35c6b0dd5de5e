/** The receiving side: orders, billing, shipping and the suppliers. Each writes down what it did. */
@NullMarked
package io.unifiedipc.samples.checkout.services;

import org.jspecify.annotations.NullMarked;
