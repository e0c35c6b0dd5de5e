/** What both sides of the HTTP transport agree on: headers, statuses, encodings. */
@NullMarked
package io.unifiedipc.http.wire;

import org.jspecify.annotations.NullMarked;
