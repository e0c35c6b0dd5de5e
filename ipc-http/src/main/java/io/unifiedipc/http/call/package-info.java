/** The calling side over OkHttp: {@link io.unifiedipc.http.call.Calling} is one channel, {@code Exchange} one request and its answer. */
@NullMarked
package io.unifiedipc.http.call;

import org.jspecify.annotations.NullMarked;
