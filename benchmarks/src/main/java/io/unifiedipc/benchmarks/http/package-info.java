/**
 * Calls over HTTP, beside OkHttp with Jackson and those who stand on clients like it; receiving, beside the server underneath.
 * All send the same bytes but for order and case of headers.
 */
@NullMarked
package io.unifiedipc.benchmarks.http;

import org.jspecify.annotations.NullMarked;
