/**
 * REST routes: a {@link io.unifiedipc.http.route.Template} is an address with variables, a
 * {@link io.unifiedipc.http.route.Route} what stands on a contract, a {@link io.unifiedipc.http.route.RouteBinding} both sides'
 * way between payloads and requests.
 */
@NullMarked
package io.unifiedipc.http.route;

import org.jspecify.annotations.NullMarked;
