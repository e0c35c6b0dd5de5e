/** A port of our own: Jetty behind the seam of the receiving side. */
@NullMarked
package io.unifiedipc.http.jetty;

import org.jspecify.annotations.NullMarked;
