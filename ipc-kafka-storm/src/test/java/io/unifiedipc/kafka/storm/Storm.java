package io.unifiedipc.kafka.storm;

import io.unifiedipc.kafka.broker.KafkaBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The broker, the database and the processes of one storm. One thread. */
final class Storm implements AutoCloseable {
    /** How many acknowledged commands may wait to be handled: enough that no consumer is idle, so few that all are while it is killed. */
    private static final int BACKLOG = 4_000;

    private static final long LOOK_NANOS = 100_000_000;
    private static final int END_SECONDS = 300;

    private final Settings settings;
    private final Path folder;
    private final Watch watch = new Watch();
    private final KafkaBroker broker = KafkaBroker.startProcess();
    private final EmbeddedPostgres postgres;
    private final String database;
    private final Ledger ledger;
    private final List<Child> consumers = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();
    private CompletableFuture<Void> resumed = CompletableFuture.completedFuture(null);
    private int brokerKills;
    private int consumerKills;

    /** A producer, and how far it says it is. */
    private static final class Sender {
        private final Child process;
        private volatile int told;
        private volatile int acknowledged;

        Sender(Path log, Object... arguments) throws IOException {
            process = new Child(Producer.class, log, this::said, arguments);
        }

        private void said(String line) {
            String[] words = line.split(" ", -1);
            told = Integer.parseInt(words[0]);
            acknowledged = Integer.parseInt(words[1]);
        }
    }

    Storm(Settings settings, Path folder) throws IOException, SQLException {
        this.settings = settings;
        this.folder = folder;
        postgres = EmbeddedPostgres.builder().start();
        database = postgres.getJdbcUrl("postgres", "postgres");
        ledger = new Ledger(database);
        ledger.create();
    }

    /** Lets all be sent and handled, and kills meanwhile. */
    void rage() throws Exception {
        CountDownLatch ready = new CountDownLatch(Settings.CONSUMERS);
        for (int i = 0; i < Settings.CONSUMERS; i++) {
            consumers.add(consumer(i, ready));
        }
        if (!ready.await(END_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the consumers are not ready: see " + folder);
        }
        for (int i = 0; i < Settings.PRODUCERS; i++) {
            senders.add(new Sender(
                    folder.resolve("producer-" + i + ".log"),
                    broker.address(),
                    i,
                    settings.commands() / Settings.PRODUCERS,
                    folder.resolve("told-" + i + ".txt"),
                    settings.mode()));
        }
        while (told() < settings.commands()) {
            long handled = ledger.made();
            grant(handled);
            kill();
            look(handled);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private Child consumer(int number, CountDownLatch ready) throws IOException {
        String name = "consumer-" + number;
        return new Child(
                Consumer.class,
                folder.resolve(name + ".log"),
                line -> ready.countDown(),
                broker.address(),
                database,
                folder.resolve("calls-" + number + ".txt"),
                settings.mode());
    }

    private int acknowledged() {
        return senders.stream().mapToInt(each -> each.acknowledged).sum();
    }

    private int told() {
        return senders.stream().mapToInt(each -> each.told).sum();
    }

    private void grant(long handled) {
        long waiting = acknowledged() - handled;
        for (Sender each : senders) {
            each.process.tell(String.valueOf(each.told + Math.max(0, BACKLOG - waiting) / Settings.PRODUCERS));
        }
    }

    /** The broker at even distances, the consumers in turn at even distances of their own. */
    private void kill() throws IOException {
        double done = (double) told() / settings.commands();
        if (consumerKills < settings.consumerKills() && done >= (consumerKills + 0.3) / settings.consumerKills()) {
            int number = consumerKills++ % Settings.CONSUMERS;
            watch.say("kills consumer " + number);
            consumers.get(number).kill();
            consumers.set(number, consumer(number, new CountDownLatch(1)));
        }
        if (brokerKills < settings.brokerKills() && done >= (brokerKills + 1.0) / (settings.brokerKills() + 1)) {
            brokerKills++;
            resumed.join();
            watch.say("kills the broker");
            broker.kill();
            resumed = CompletableFuture.runAsync(broker::resume);
        }
    }

    private void look(long handled) throws IOException, InterruptedException {
        if (Stream.concat(consumers.stream(), senders.stream().map(each -> each.process))
                .anyMatch(Child::hasFailed)) {
            throw new AssertionError("a process has failed: see " + folder);
        }
        if (!watch.look(told(), acknowledged(), handled)) {
            throw new AssertionError("it goes no further: see " + describe());
        }
    }

    /** Who does what just now, and what the broker thinks of it: where a storm stands still, its logs alone don't tell why. */
    private Path describe() throws IOException, InterruptedException {
        Path stuck = folder.resolve("stuck");
        Files.createDirectory(stuck);
        for (int i = 0; i < consumers.size(); i++) {
            consumers.get(i).stacks(stuck.resolve("consumer-" + i + ".txt"));
        }
        for (int i = 0; i < senders.size(); i++) {
            senders.get(i).process.stacks(stuck.resolve("producer-" + i + ".txt"));
        }
        try (Topics topics = new Topics(broker.address())) {
            Files.writeString(stuck.resolve("broker.txt"), topics.described(settings.mode()));
        } catch (ExecutionException e) {
            Files.writeString(stuck.resolve("broker.txt"), "it does not tell: " + e);
        }
        return stuck;
    }

    /** Waits until all that the broker has is handled, and ends the processes in an orderly way. */
    void calm() throws IOException, SQLException, ExecutionException, InterruptedException {
        resumed.join();
        for (Sender each : senders) {
            if (each.process.end(END_SECONDS) != 0) {
                throw new AssertionError("a producer has failed: see " + folder);
            }
        }
        try (Topics topics = new Topics(broker.address())) {
            while (topics.left(settings.mode()) > 0) {
                look(ledger.made());
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
        for (Child each : consumers) {
            if (each.stop(END_SECONDS) != 0) {
                throw new AssertionError("a consumer has not closed well: see " + folder);
            }
        }
    }

    /** Lets a process that knows only what is written compare it. Answers how many promises were broken. */
    int audit() throws IOException, InterruptedException {
        try (Child audit = new Child(
                Audit.class,
                folder.resolve("audit.log"),
                Storm::print,
                folder,
                database,
                broker.address(),
                settings.mode(),
                settings.commands(),
                settings.mostRedeliveries())) {
            return audit.end(END_SECONDS);
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }

    int brokerKills() {
        return brokerKills;
    }

    int consumerKills() {
        return consumerKills;
    }

    @Override
    public void close() throws IOException, SQLException {
        consumers.forEach(Child::close);
        senders.forEach(each -> each.process.close());
        ledger.close();
        postgres.close();
        broker.close();
    }
}
