package io.unifiedipc.benchmarks.harness;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.benchmarks.Contender.Server;
import io.unifiedipc.benchmarks.Contender.Side;
import io.unifiedipc.benchmarks.Group;
import io.unifiedipc.benchmarks.Row;
import io.unifiedipc.benchmarks.result.RowResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs rows one after the other; one that fails leaves no process behind, and does not stop the others. */
final class Rows {
    /** How much longer one may take whose first moment was too short for a call. */
    private static final int PATIENCE = 10;

    /** What is done with a row's contenders, once they are open. */
    interface Use {
        RowResult of(Row row, List<Entrant> entrants) throws ChildFailure, InterruptedException;
    }

    private final String catalogue;
    private final Children children;
    private final Progress progress;

    /**
     * Runs the rows of this catalogue.
     *
     * @param catalogue the name of the class whose {@code all} lists the groups
     */
    Rows(String catalogue, Children children, Progress progress) {
        this.catalogue = catalogue;
        this.children = children;
        this.progress = progress;
    }

    RowResult run(Group group, Row row, Use use) throws InterruptedException {
        progress.row(group.name() + " / " + row.name());
        try {
            List<Entrant> entrants = open(group, row);
            RowResult result = use.of(row, entrants);
            for (Entrant each : entrants) {
                each.closeClient();
            }
            for (Entrant each : entrants) {
                each.closeServer();
            }
            for (Entrant each : entrants) {
                each.awaitEnd();
            }
            return result;
        } catch (ChildFailure e) {
            progress.failed(e.getMessage(), e.output());
            return RowResult.failed(row, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            progress.failed("no process could be started: " + e, "");
            return RowResult.failed(row, "no process could be started: " + e);
        } finally {
            children.close();
        }
    }

    private List<Entrant> open(Group group, Row row) throws IOException, ChildFailure, InterruptedException {
        progress.step("starting its processes");
        List<Entrant> entrants = new ArrayList<>();
        IdentityHashMap<Server, Host> shared = new IdentityHashMap<>();
        for (Contender each : row.contenders()) {
            Seat seat = new Seat(catalogue, group.name(), row.name(), each.name(), Side.CLIENT, "");
            entrants.add(new Entrant(each, seat, host(each, seat, shared), children));
        }
        for (Entrant each : entrants) {
            each.startClient();
        }
        for (Entrant each : entrants) {
            each.awaitOpen();
        }
        return entrants;
    }

    private @Nullable Host host(Contender of, Seat client, IdentityHashMap<Server, Host> shared) throws IOException {
        Server server = of.server();
        if (server == null) {
            return null;
        }
        Host host = shared.get(server);
        if (host == null) {
            host = new Host(children.start(client.of(Side.SERVER, "")));
            if (server.isShared()) {
                shared.put(server, host);
            }
        }
        return host;
    }

    /** Lets all of them make calls side by side, for a moment. */
    static RowResult check(Row row, List<Entrant> entrants, long millis) throws ChildFailure, InterruptedException {
        for (Entrant each : entrants) {
            each.begin(millis);
        }
        for (Entrant each : entrants) {
            if (each.end(millis).sample().calls() == 0) {
                each.slice(PATIENCE * millis); // several begin at once, and the machine may be busy besides
            }
        }
        return RowResult.works(row);
    }
}
