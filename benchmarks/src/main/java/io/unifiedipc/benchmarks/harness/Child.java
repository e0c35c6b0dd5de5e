package io.unifiedipc.benchmarks.harness;

import io.unifiedipc.benchmarks.Contender;
import io.unifiedipc.benchmarks.Contender.Server;
import io.unifiedipc.benchmarks.Contender.Side;
import java.io.PrintStream;

/**
 * A contender's client or server, as a process of its own. It does what its standard input says, answers on its standard output,
 * and ends when its standard input does: it never outlives its parent. Whatever else is printed goes to standard error.
 */
public final class Child {
    private static final int FAILED = 1;

    private final PrintStream parent;
    private final Meter meter = new Meter();

    private Child(PrintStream parent) {
        this.parent = parent;
    }

    public static void main(String[] arguments) {
        Child child = new Child(System.out);
        System.setOut(System.err);
        Orders orders = Orders.from(System.in);
        int status = 0;
        try {
            child.work(Seat.parse(arguments), orders);
        } catch (Throwable e) { // an AssertionError or a missing class is told like all else
            e.printStackTrace();
            child.say(Lines.FAILED, e.toString().lines().findFirst().orElse(""));
            status = FAILED;
        }
        // Threads of a peer that did not end are not waited for.
        System.exit(status);
    }

    private void work(Seat seat, Orders orders) throws Exception {
        Work work = open(seat);
        say(Lines.READY, work.address());
        String order = orders.next();
        while (!order.equals(Lines.CLOSE)) {
            obey(work, order); // where it throws, nothing is closed: that could hang, and the process ends anyway
            order = orders.next();
        }
        work.close();
        say(Lines.CLOSE, "");
    }

    private Work open(Seat seat) throws Exception {
        Contender contender = seat.find();
        if (seat.side() == Side.CLIENT) {
            return new ClientWork(contender.client().open(seat.address()), meter);
        }
        Server server = contender.server();
        if (server == null) {
            throw new IllegalArgumentException(seat.contender() + " has no server");
        }
        return new ServerWork(server.open());
    }

    private void obey(Work work, String order) throws Exception {
        if (order.equals(Lines.USAGE)) {
            say(Lines.USAGE, meter.read().line());
        } else if (order.startsWith(Lines.RUN + " ")) {
            say(Lines.RUN, work.run(Lines.numbers(order.substring(Lines.RUN.length()), 1)[0]));
        } else {
            throw new IllegalArgumentException("'" + order + "' is nothing that a child can be told");
        }
    }

    private void say(String word, String rest) {
        parent.println(Lines.ANSWER + word + " " + rest);
        parent.flush();
    }
}
