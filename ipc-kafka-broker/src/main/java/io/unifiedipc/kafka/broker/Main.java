package io.unifiedipc.kafka.broker;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * A broker as a program, for samples and for trying things out. It says where it listens, in one line; it ends, and deletes what it has
 * stored, when its standard input does, so that it outlives neither who started it nor, at a Ctrl-C that both get, those who still
 * have work to finish.
 *
 * <pre>{@code
 * java -cp 'ipc-kafka-broker.jar:...' io.unifiedipc.kafka.broker.Main
 * }</pre>
 */
public final class Main {
    private Main() {}

    /** Runs it. There are no arguments. */
    public static void main(String[] args) throws IOException {
        KafkaBroker broker = KafkaBroker.start();
        CountDownLatch unwanted = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(broker, unwanted), "close"));
        System.out.println(broker.address());
        while (System.in.read() >= 0) {
            // whatever it is, it is not the end
        }
        unwanted.countDown();
        System.exit(0);
    }

    private static void close(KafkaBroker broker, CountDownLatch unwanted) {
        try {
            unwanted.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        broker.close();
    }
}
