package io.unifiedipc.samples.checkout.outage;

import io.unifiedipc.Executed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What each caller was told of its order, beside what the services wrote down. */
final class Ledger {
    private final Map<String, Executed> told = new ConcurrentHashMap<>();

    void told(String order, Executed executed) {
        told.put(order, executed);
    }

    /** How many orders of those that were told so ran, how often; and whether no answer was a lie. */
    record Truth(List<String> rows, boolean whole) {}

    Truth compare(List<Path> journals) throws IOException {
        Map<String, Integer> ran = new HashMap<>();
        for (Path journal : journals) {
            for (String line : Files.readAllLines(journal)) {
                String[] parts = line.split("\t", -1);
                if (parts[0].equals("placed")) {
                    ran.merge(parts[1], 1, Integer::sum);
                }
            }
        }
        Map<Executed, int[]> counts = new EnumMap<>(Executed.class);
        told.forEach((order, executed) ->
                counts.computeIfAbsent(executed, e -> new int[3])[Math.min(2, ran.getOrDefault(order, 0))]++);
        List<String> rows = List.of(
                row(Executed.YES, counts.get(Executed.YES)),
                row(Executed.NO, counts.get(Executed.NO)),
                row(Executed.MAYBE, counts.get(Executed.MAYBE)));
        int[] yes = counts.getOrDefault(Executed.YES, new int[3]);
        int[] no = counts.getOrDefault(Executed.NO, new int[3]);
        int[] maybe = counts.getOrDefault(Executed.MAYBE, new int[3]);
        return new Truth(rows, yes[0] + yes[2] + no[1] + no[2] + maybe[2] == 0);
    }

    private static String row(Executed executed, int @Nullable [] counts) {
        int[] each = counts == null ? new int[3] : counts;
        return String.format(
                "  told %-6s %6d orders: %6d ran once, %d ran twice, %d did not run",
                executed, each[0] + each[1] + each[2], each[1], each[2], each[0]);
    }
}
