package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.Ipc;
import io.unifiedipc.Parked;
import io.unifiedipc.samples.checkout.contracts.Admin;
import io.unifiedipc.samples.checkout.contracts.CannotDo;
import io.unifiedipc.samples.checkout.desk.Table;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an operator asks of services that run: by a call like any other, over what carries the shop's own.
 *
 * @param what {@code depth}, {@code pause}, {@code resume}, or what becomes of parked messages
 * @param receiver of whom; empty for all
 * @param most how many parked messages to look at
 */
record AdminCommand(String what, String receiver, int most) {
    private static final String USAGE =
            "--admin wants one of: depth; pause, resume, keep, replay or drop and a receiver; a number may follow the last three";
    private static final int MOST = 20;
    private static final String STATE = "  %-24s %9s %9s   %s";
    private static final String MESSAGE = "  %-38s %-16s %8s   %s";

    /** Reads the words behind {@code --admin}. */
    static AdminCommand of(List<String> words) throws UsageException {
        String what = words.get(0);
        boolean counts = List.of("keep", "replay", "drop").contains(what);
        boolean known = counts || List.of("depth", "pause", "resume").contains(what);
        int least = what.equals("depth") ? 1 : 2;
        int most = counts ? 3 : least;
        boolean numbered = words.size() == 3;
        if (!known
                || words.size() < least
                || words.size() > most
                || (numbered && !words.get(2).matches("[1-9][0-9]{0,5}"))) {
            throw new UsageException(USAGE);
        }
        return new AdminCommand(what, least == 1 ? "" : words.get(1), numbered ? Integer.parseInt(words.get(2)) : MOST);
    }

    /** Asks, with these keys over the file, and prints the answer. */
    void run(Path config, Map<String, String> keys, PrintStream out) throws CannotDo {
        try (Ipc ipc = Wiring.builder(config, keys).build()) {
            Admin admin = ipc.client(Admin.class);
            ipc.start();
            switch (what) {
                case "depth" -> print(admin.depth(), out);
                case "pause" -> print(admin.pause(new Admin.Pause(receiver)), out);
                case "resume" -> print(admin.resume(new Admin.Resume(receiver)), out);
                default -> print(admin.drain(new Admin.Drain(receiver, verdict(), most)), out);
            }
        }
    }

    private Parked.Verdict verdict() {
        return Parked.Verdict.valueOf(what.toUpperCase(Locale.ROOT));
    }

    private static void print(Admin.Receivers receivers, PrintStream out) {
        out.println(String.format(STATE, "receiver", "waiting", "in flight", "").stripTrailing());
        for (Admin.Receiver each : receivers.all()) {
            String waiting = each.waiting() < 0 ? "unknown" : Table.number(each.waiting());
            out.println(String.format(
                            STATE, each.name(), waiting, Table.number(each.inFlight()), each.paused() ? "paused" : "")
                    .stripTrailing());
        }
    }

    private void print(Admin.Drained drained, PrintStream out) {
        out.println(String.format(MESSAGE, "id", "operation", "attempts", "reason"));
        for (Admin.Message each : drained.messages()) {
            out.println(String.format(MESSAGE, each.id(), each.operation(), each.attempts(), each.reason()));
        }
        String done = Map.of("keep", "they stay parked", "replay", "they are sent again", "drop", "they are gone")
                .getOrDefault(what, what);
        out.println();
        out.println("  parked for " + receiver + ", looked at: "
                + Table.number(drained.messages().size()) + (drained.messages().isEmpty() ? "" : "; " + done));
    }
}
