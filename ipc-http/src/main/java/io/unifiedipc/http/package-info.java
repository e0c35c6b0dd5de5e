/**
 * The HTTP transport: OkHttp calls, Jetty serves. {@link io.unifiedipc.http.HttpTransportProvider} is the way in; it is found
 * on the class path. The calling side and the receiving side share nothing but {@code WireHeaders} and {@code Statuses}.
 */
@NullMarked
package io.unifiedipc.http;

import org.jspecify.annotations.NullMarked;
