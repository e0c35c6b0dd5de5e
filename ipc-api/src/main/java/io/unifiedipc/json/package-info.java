/** Payloads as JSON. */
@NullMarked
package io.unifiedipc.json;

import org.jspecify.annotations.NullMarked;
