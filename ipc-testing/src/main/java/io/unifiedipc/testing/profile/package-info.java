/** How the in-memory transport behaves when it is told to be like another: data, checked against the real thing. */
@NullMarked
package io.unifiedipc.testing.profile;

import org.jspecify.annotations.NullMarked;
