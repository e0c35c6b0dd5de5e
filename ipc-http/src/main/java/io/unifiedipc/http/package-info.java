/**
 * The HTTP transport: OkHttp calls, Jetty serves. {@link io.unifiedipc.http.HttpTransportProvider} is the way in; it is found
 * on the class path. Only this package is for applications; below it, the calling
 * side and the receiving side share {@code wire} and {@code config} alone.
 */
@NullMarked
package io.unifiedipc.http;

import org.jspecify.annotations.NullMarked;
