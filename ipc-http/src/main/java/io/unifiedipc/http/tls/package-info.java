/** What failures of TLS mean to a call. */
@NullMarked
package io.unifiedipc.http.tls;

import org.jspecify.annotations.NullMarked;
