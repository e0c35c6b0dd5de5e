/** Tells results: as a table on the console, as CSV, and as a page with charts. */
@NullMarked
package io.unifiedipc.benchmarks.report;

import org.jspecify.annotations.NullMarked;
