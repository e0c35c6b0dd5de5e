package io.unifiedipc.kafka.storm;

import io.unifiedipc.Ipc;
import io.unifiedipc.Received;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A process that makes deposits until its input ends: a broker, a database, the file that notes each call of its handler, which
 * outlives a kill, and the mode.
 */
final class Consumer {
    static final String READY = "ready";

    private final BlockingQueue<Ledger> ledgers = new ArrayBlockingQueue<>(Settings.LANES);
    private final OutputStream calls;

    private Consumer(String database, OutputStream calls) throws Exception {
        this.calls = calls;
        for (int i = 0; i < Settings.LANES; i++) {
            ledgers.add(new Ledger(database));
        }
    }

    public static void main(String[] args) throws Exception {
        try (OutputStream calls = new FileOutputStream(args[2], true);
                Ipc ipc = Ipc.builder()
                        .isolated()
                        .yaml(Settings.yaml("consumer", args[0], Settings.Mode.valueOf(args[3])))
                        .build()) {
            Consumer consumer = new Consumer(args[1], calls);
            ipc.channel(Settings.TOPIC).handle(Deposit.class, consumer::handle);
            ipc.start();
            ipc.ready().thenRun(() -> System.out.println(READY));
            while (System.in.read() >= 0) {
                // until the storm is over, or whoever started it is
            }
        }
    }

    private Object handle(Received<Deposit> deposit) throws Exception {
        note(deposit.id());
        Ledger ledger = ledgers.take(); // there are as many as lanes
        try {
            ledger.deposit(deposit.id(), String.valueOf(deposit.key()), deposit.payload());
        } finally {
            ledgers.add(ledger);
        }
        return null;
    }

    /** In one write, so that a kill leaves a whole line or none. */
    private void note(String id) throws IOException {
        byte[] line = (id + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (calls) {
            calls.write(line);
        }
    }
}
