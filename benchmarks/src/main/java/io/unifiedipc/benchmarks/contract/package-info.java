/** What an interface costs over the call that it makes. */
@NullMarked
package io.unifiedipc.benchmarks.contract;

import org.jspecify.annotations.NullMarked;
