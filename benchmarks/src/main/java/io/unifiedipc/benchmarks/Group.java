package io.unifiedipc.benchmarks;

import java.util.List;

/**
 * Rows that answer one question.
 *
 * @param name as on the command line: {@code memory}
 * @param question what it answers, in a sentence
 * @param rows in the order of the table
 */
public record Group(String name, String question, List<Row> rows) {}
