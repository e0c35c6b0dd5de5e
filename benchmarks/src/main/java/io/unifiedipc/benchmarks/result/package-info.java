/** What came of a row: samples, the statistics over them, and whether goals are met. Values only; nothing here runs anything. */
@NullMarked
package io.unifiedipc.benchmarks.result;

import org.jspecify.annotations.NullMarked;
