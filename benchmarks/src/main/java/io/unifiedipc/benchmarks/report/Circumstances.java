package io.unifiedipc.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * How figures were made.
 *
 * @param date when
 * @param machine on what
 * @param pace how long, in words
 * @param rough whether too shortly to be relied upon
 * @param versions of all that took part
 */
public record Circumstances(String date, String machine, String pace, boolean rough, List<String> versions) {
    /** Those of this process. */
    public static Circumstances now(Path pom, String pace, boolean rough) throws IOException {
        return new Circumstances(
                LocalDate.now(ZoneOffset.UTC).toString(),
                Machine.text(),
                pace,
                rough,
                Versions.of(pom, System.getProperty("java.class.path")));
    }
}
