/** Certificates, keys and trust: read from files, checked, and read anew when they change. It knows no client and no server. */
@NullMarked
package io.unifiedipc.http.tls;

import org.jspecify.annotations.NullMarked;
