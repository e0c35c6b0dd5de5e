package io.unifiedipc.testing.kit;

import io.unifiedipc.Ipc;
import io.unifiedipc.Subscription;
import java.util.function.Consumer;

/** A receiver with its worker, started and ready, and what an operator can ask of it. */
record Served(Ipc ipc, Subscription subscription, Worker worker) {
    /** The receiver of this number, with the stage's worker, and these keys for the channel of commands. */
    static Served open(Stage stage, int number, String orders) {
        return open(stage, number, stage.worker, how -> how.orders(orders));
    }

    /** As {@link #open(Stage, int, String)}, with another worker and whatever the configuration should say. */
    static Served open(Stage stage, int number, Worker worker, Consumer<Opening> how) {
        Ipc ipc = stage.receiver(number, how);
        Subscription subscription = worker.serves(ipc);
        ipc.start();
        Await.result(ipc.ready());
        return new Served(ipc, subscription, worker);
    }

    /** Waits until so many messages are taken and not settled. */
    void awaitInFlight(int count) {
        Await.until(
                count + " messages are taken and not settled: " + subscription.depth(),
                () -> subscription.depth().inFlight() == count);
    }
}
