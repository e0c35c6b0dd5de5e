package io.unifiedipc.config;

import java.util.ArrayList;
import java.util.List;

/** What {@code explain} prints: how a channel changes with its transport. */
final class Explanation {
    private final String from;
    private final String to;
    private final Side here;
    private final Side there;
    private final Rows rows = new Rows();

    Explanation(String from, Side here, String to, Side there) {
        this.from = from;
        this.to = to;
        this.here = here;
        this.there = there;
    }

    String of(List<Trait> traits, List<Trait> contract) {
        rows.heading("channel " + here.channel().name() + " ("
                + ChannelOptions.KIND.write(here.channel().kind()) + ", version "
                + here.channel().version() + "): from " + from + " to " + to);
        part("changes", traits, true);
        part("stays", traits, false);
        part("what changes for the contract", contract, true);
        part("what stays for the contract", contract, false);
        return rows.toString();
    }

    private void part(String heading, List<Trait> traits, boolean changed) {
        List<Trait> these = new ArrayList<>(traits);
        these.removeIf(trait -> changes(trait) != changed);
        if (these.isEmpty()) {
            return;
        }
        rows.heading(heading);
        for (Trait trait : these) {
            if (changed) {
                rows.line("  " + trait.name());
                rows.row("    ", from, trait.text().apply(here), "");
                rows.row("    ", to, trait.text().apply(there), "");
            } else {
                rows.row("  ", trait.name(), trait.text().apply(here), "");
            }
        }
    }

    private boolean changes(Trait trait) {
        return !trait.text().apply(here).equals(trait.text().apply(there));
    }
}
