/** Reads, overrides, checks and describes a configuration. Everything in here works with nothing running. */
@NullMarked
package io.unifiedipc.config;

import org.jspecify.annotations.NullMarked;
