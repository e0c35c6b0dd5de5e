package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.Ipc;
import io.unifiedipc.samples.checkout.desk.Checkout;
import io.unifiedipc.samples.checkout.desk.Report;
import io.unifiedipc.samples.checkout.effects.Journal;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A check-out desk with connections and a journal of its own. */
final class Desk implements AutoCloseable {
    private final Ipc ipc;
    private final Journal answers;
    private final Checkout checkout;

    /** A desk of this name, with these keys over the file. */
    Desk(Path config, Map<String, String> keys, String name, Path output) {
        ipc = Wiring.builder(config, keys).build();
        answers = new Journal(output, name + "-replies");
        checkout = new Checkout(ipc, name, answers);
    }

    Ipc ipc() {
        return ipc;
    }

    Checkout checkout() {
        return checkout;
    }

    Report report() {
        return checkout.report();
    }

    /** Opens it, and waits until answers can come. */
    void start(Interrupt interrupt) throws Exception {
        interrupt.stops(checkout::stop);
        ipc.start();
        ipc.ready().get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        ipc.close();
        answers.close();
    }
}
