package io.unifiedipc.runtime;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Clock;
import java.util.List;

/** Why a call gets no permit of a channel, and who has them: the texts, for each class of permits. */
final class Refused {
    private static final String HANDLERS = " that handlers began";

    private final String service;
    private final Permits nested;
    private final Census outerCensus;
    private final Census nestedCensus;
    private final Census outerTotal;
    private final Census nestedTotal;

    Refused(Permits outer, Permits nested, Budgets budgets, Clock clock) {
        this.nested = nested;
        service = budgets.service();
        outerCensus = new Census(List.of(outer), false, clock);
        nestedCensus = new Census(List.of(nested), false, clock);
        outerTotal = new Census(budgets.outer().members(), true, clock);
        nestedTotal = new Census(budgets.nested().members(), true, clock);
    }

    /** There is none, and it does not wait. */
    IpcException full(Permits permits, Permits.Wish wish) {
        boolean inner = permits == nested;
        if (wish == Permits.Wish.SERVICE_FULL) {
            return overloaded("'" + permits.channel() + "' can't begin another exchange: its service '" + service
                    + "' has "
                    + permits.budget().most() + " under way" + (inner ? HANDLERS : "") + ", ipc.max-outstanding, "
                    + (inner ? nestedTotal : outerTotal).words() + ": wait, or raise it");
        }
        return overloaded(under(permits) + (inner ? nestedCensus : outerCensus).words() + ": wait, or raise it");
    }

    /** There is none, and no room to wait for one. */
    IpcException noRoom(Permits permits) {
        return overloaded(under(permits) + (permits == nested ? nestedCensus : outerCensus).words() + ", and "
                + permits.mostWaiting()
                + " calls wait for a permit, its max-waiting: call less often, or raise one of them");
    }

    /** There is none, and it must not wait for one. */
    IpcException comesBack(Permits permits) {
        return overloaded(
                "'" + permits.channel() + "' has no permit free for a call that has been through its service '"
                        + service + "' before: it might wait for itself, so it does not wait; " + nestedCensus.words()
                        + ": raise max-outstanding, or let the chain of calls not come back");
    }

    private String under(Permits permits) {
        return "'" + permits.channel() + "' has " + permits.bound().most() + " exchanges under way"
                + (permits == nested ? HANDLERS : "") + ", its max-outstanding, ";
    }

    private static IpcException overloaded(String text) {
        return IpcException.of(Kind.OVERLOADED, Executed.NO, text);
    }
}
