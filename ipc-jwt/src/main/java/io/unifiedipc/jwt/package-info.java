/** Finds out who calls by the signed tokens (JWT) that they show: {@link io.unifiedipc.jwt.JwtProvider}. */
@NullMarked
package io.unifiedipc.jwt;

import org.jspecify.annotations.NullMarked;
