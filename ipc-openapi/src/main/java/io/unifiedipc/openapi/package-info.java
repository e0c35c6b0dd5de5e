/** Contracts from OpenAPI documents: {@link io.unifiedipc.openapi.GenerateMojo} is the goal, the rest is how it is done. */
@NullMarked
package io.unifiedipc.openapi;

import org.jspecify.annotations.NullMarked;
