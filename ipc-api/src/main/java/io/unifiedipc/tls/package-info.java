/**
 * Certificates, keys and trust for transports: read from files, checked, and read anew when they change. It knows no client and no
 * server.
 */
@NullMarked
package io.unifiedipc.tls;

import org.jspecify.annotations.NullMarked;
