/** What a message costs within one process: ours in memory beside an executor, and beside what others have for that. */
@NullMarked
package io.unifiedipc.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
