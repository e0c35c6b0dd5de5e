package io.unifiedipc.kafka.storm;

import io.unifiedipc.Executed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A process that compares what the producers were told with what is in the database, and has had no part in either: the folder with
 * their files, the database, a broker, the mode, how many commands there were, and how many may have come again. Its exit value is how
 * many promises were broken.
 */
final class Audit {
    private static final int NAMED = 5;

    private final Map<Executed, List<Told>> told = new EnumMap<>(Executed.class);
    private final List<String> calls = new ArrayList<>();
    private int free;
    private int broken;

    public static void main(String[] args) throws Exception {
        Audit audit = new Audit();
        audit.read(Path.of(args[0]));
        boolean queue = Settings.Mode.valueOf(args[3]) == Settings.Mode.QUEUE;
        try (Ledger ledger = new Ledger(args[1]);
                Topics topics = new Topics(args[2])) {
            audit.sends(ledger.deposits(), Integer.parseInt(args[4]));
            audit.balances(ledger.deposits(), ledger.balances());
            if (!queue) {
                audit.row("deposits made after a later one of their account", ledger.outOfOrder(), 0);
            }
            audit.calls(Integer.parseInt(args[5]));
            audit.parked(topics.triesOfParked(), queue);
        }
        audit.row("producers that had nothing pending when all was told", audit.free, Settings.PRODUCERS);
        System.exit(audit.broken);
    }

    private void read(Path folder) throws IOException {
        for (Executed each : Executed.values()) {
            told.put(each, new ArrayList<>());
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("told")) {
                    read(Files.readAllLines(file));
                } else if (name.startsWith("calls")) {
                    calls.addAll(Files.readAllLines(file));
                }
            }
        }
    }

    private void read(List<String> lines) {
        for (String line : lines) {
            if (!line.startsWith(Told.LEFT)) {
                Told each = Told.of(line);
                told.get(each.executed()).add(each);
            } else if (line.equals(Told.LEFT + "0")) {
                free++;
            }
        }
    }

    private void sends(Map<String, Long> deposits, int commands) {
        Set<String> unknown = new HashSet<>(deposits.keySet());
        Set<String> ids = new HashSet<>();
        told.values().forEach(all -> all.forEach(each -> ids.add(each.id())));
        unknown.removeAll(ids);
        row("sends that were told", told.values().stream().mapToInt(List::size).sum(), commands);
        row("  ... each once", ids.size(), commands);
        List<Told> missing = told.get(Executed.YES).stream()
                .filter(each -> !deposits.containsKey(each.id()))
                .toList();
        List<Told> never = told.get(Executed.NO).stream()
                .filter(each -> deposits.containsKey(each.id()))
                .toList();
        say("  YES", told.get(Executed.YES).size());
        row("  ... of them without a deposit" + some(missing), missing.size(), 0);
        say("  NO", told.get(Executed.NO).size());
        row("  ... of them with a deposit" + some(never), never.size(), 0);
        say("  MAYBE", told.get(Executed.MAYBE).size());
        say(
                "  ... of them with a deposit",
                told.get(Executed.MAYBE).stream()
                        .filter(each -> deposits.containsKey(each.id()))
                        .count());
        row("deposits that nobody has sent", unknown.size(), 0);
    }

    /** By what the producers have written: the database's own amounts are not asked. */
    private void balances(Map<String, Long> deposits, Map<String, Long> balances) {
        Map<String, Long> wrong = new HashMap<>(balances);
        long sum = 0;
        for (List<Told> all : told.values()) {
            for (Told each : all) {
                if (deposits.containsKey(each.id())) {
                    wrong.merge(each.account(), (long) -each.amount(), Long::sum);
                    sum += each.amount();
                }
            }
        }
        wrong.values().removeIf(difference -> difference == 0);
        row(
                "sum of the balances",
                balances.values().stream().mapToLong(Long::longValue).sum(),
                sum);
        row("accounts whose balance is not the sum of its deposits", wrong.size(), 0);
    }

    private void calls(int most) {
        int again = calls.size() - new HashSet<>(calls).size();
        say("calls of the handler", calls.size());
        say("  ... of them for a message that it had been called for", again);
        row("  ... beyond the " + most + " that the kills may leave", Math.max(0, again - most), 0);
    }

    /** What a queue's consumers die of too often is put aside by the broker. */
    private void parked(List<Integer> tries, boolean queue) {
        if (queue) {
            say("parked", tries.size());
            row(
                    "  ... of them tried less than " + Settings.DELIVERIES + " times",
                    tries.stream().filter(each -> each < Settings.DELIVERIES).count(),
                    0);
        } else {
            row("parked", tries.size(), 0);
        }
    }

    private static String some(List<Told> all) {
        return all.isEmpty() ? "" : " " + all.subList(0, Math.min(NAMED, all.size()));
    }

    private void say(String what, long count) {
        System.out.printf("%-90s %,12d%n", what, count);
    }

    private void row(String what, long count, long expected) {
        if (count == expected) {
            System.out.printf("%-90s %,12d%n", what, count);
        } else {
            broken++;
            System.out.printf("%-90s %,12d   BROKEN: %,d is right%n", what, count, expected);
        }
    }
}
