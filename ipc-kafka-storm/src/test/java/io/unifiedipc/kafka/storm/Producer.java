package io.unifiedipc.kafka.storm;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that sends deposits and writes down what it was told of each: a broker, its own number, how many, the file, and the mode.
 * Its input says, line by line, how many it may have sent by now; its output, how many it was told of.
 */
final class Producer {
    private static final int UNDER_WAY = 256;
    private static final int SAID_EACH = 100;
    // A broker that was killed comes back in this time.
    private static final Duration LEFT_WITHIN = Duration.ofMinutes(4);

    private static final Duration AFTER_REFUSAL = Duration.ofMillis(100);

    private final int number;
    private final int commands;
    private final BufferedWriter file;
    private final Semaphore underWay = new Semaphore(UNDER_WAY);
    private int told;
    private int acknowledged;
    private int granted;
    private volatile long refused = System.nanoTime() - AFTER_REFUSAL.toNanos();

    private Producer(int number, int commands, BufferedWriter file) {
        this.number = number;
        this.commands = commands;
        this.file = file;
    }

    public static void main(String[] args) throws Exception {
        int number = Integer.parseInt(args[1]);
        try (BufferedWriter file = Files.newBufferedWriter(Path.of(args[3]));
                Ipc ipc = Ipc.builder()
                        .isolated()
                        .yaml(Settings.yaml("producer", args[0], Settings.Mode.valueOf(args[4])))
                        .build()) {
            Producer producer = new Producer(number, Integer.parseInt(args[2]), file);
            Thread grants = new Thread(producer::takeGrants, "grants");
            grants.setDaemon(true);
            grants.start();
            producer.sendAll(ipc.channel(Settings.TOPIC));
            producer.end(ipc);
        }
    }

    private void takeGrants() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                synchronized (this) {
                    granted = Integer.parseInt(line);
                    notifyAll();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.exit(1); // whoever started it has gone
        }
    }

    private synchronized void awaitGrant(int sent) throws InterruptedException {
        while (granted <= sent) {
            wait();
        }
    }

    /** One thread sends all, so that those of an account leave in their order. */
    private void sendAll(Channel deposits) throws InterruptedException {
        Random random = new Random(number);
        int[] next = new int[Settings.ACCOUNTS_EACH];
        for (int sent = 0; sent < commands; sent++) {
            awaitGrant(sent);
            underWay.acquire();
            awaitCalm();
            int account = random.nextInt(Settings.ACCOUNTS_EACH);
            send(deposits, Settings.account(number, account), new Deposit(next[account]++, 1 + random.nextInt(100)));
        }
        underWay.acquire(UNDER_WAY);
    }

    /** Who has just been refused waits, as a caller would: else most of a storm would be refusals while the broker is away. */
    private void awaitCalm() {
        while (System.nanoTime() - refused < AFTER_REFUSAL.toNanos()) {
            LockSupport.parkNanos(AFTER_REFUSAL.toNanos());
        }
    }

    private void send(Channel deposits, String account, Deposit deposit) {
        Command<Deposit> command = Command.of(deposit).withKey(account);
        deposits.sendAsync(command).whenComplete((nothing, failure) -> {
            Executed executed = failure == null ? Executed.YES : executed(failure);
            if (executed == Executed.NO) {
                refused = System.nanoTime();
            }
            note(new Told(command.id(), account, deposit.number(), deposit.amount(), executed));
            underWay.release();
        });
    }

    private static Executed executed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof IpcException known) {
            return known.executed();
        }
        throw new IllegalStateException("no failure of a send", failure);
    }

    private synchronized void note(Told one) {
        try {
            file.write(one.line());
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        told++;
        if (one.executed() == Executed.YES) {
            acknowledged++;
        }
        if (told % SAID_EACH == 0 || told == commands) {
            System.out.println(told + " " + acknowledged);
        }
    }

    /** Everything was told: now nothing may be under way any more. */
    private void end(Ipc ipc) throws IOException {
        long until = System.nanoTime() + LEFT_WITHIN.toNanos();
        while (left(ipc) > 0 && System.nanoTime() < until) {
            LockSupport.parkNanos(10_000_000);
        }
        synchronized (this) {
            file.write(Told.LEFT + left(ipc));
            file.newLine();
        }
    }

    private static int left(Ipc ipc) {
        Ipc.Counts counts = ipc.counts();
        return counts.outstanding() + counts.waiting() + counts.pendingReplies() + counts.inFlight();
    }
}
