/** The receiving side. It knows no server: {@link io.unifiedipc.http.receive.Incoming} is the seam to whatever takes the requests. */
@NullMarked
package io.unifiedipc.http.receive;

import org.jspecify.annotations.NullMarked;
