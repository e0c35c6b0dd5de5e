/** The keys of the HTTP transport, with their defaults. */
@NullMarked
package io.unifiedipc.http.config;

import org.jspecify.annotations.NullMarked;
