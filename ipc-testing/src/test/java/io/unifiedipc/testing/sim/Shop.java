package io.unifiedipc.testing.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Key;
import io.unifiedipc.Parked;
import io.unifiedipc.Received;
import io.unifiedipc.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Three services in one world: requests that make requests, one-way jobs that fail and are retried or parked, events to two
 * groups, expiry, deadlines that pass. After the calm it says whether everything that was promised is true.
 */
final class Shop implements AutoCloseable {
    private static final String CHANNELS = """
              close-within: 1s
              transport: memory
              channels:
                orders: {timeout: 300ms, concurrency: 4, window: 5}
                stock: {timeout: 60ms, concurrency: 2, window: 3}
                jobs: {timeout: 300ms, on-failure: {retry: 3, backoff: 10ms}}
                order-events: {kind: events, timeout: 300ms}
            """;
    private static final int ROUNDS = 24;

    record Place(int number) {}

    record Placed(int number) {}

    record Reserve(int number) {}

    record Reserved(int number) {}

    record Job(int number, @Key String key) {}

    private final Simulation world;
    private final Ipc caller;
    private final Ipc orders;
    private final Ipc stock;
    /** Receives beside the others, and closes under way. */
    private final Ipc leaving;

    private final List<Subscription> subscriptions = new ArrayList<>();

    /** What ran, by name and number, and how often. */
    final Map<String, Integer> ran = new TreeMap<>();
    /** How what was sent ended: null for success. */
    final Map<String, IpcException> failures = new TreeMap<>();

    final Set<String> succeeded = new TreeSet<>();
    private final List<CompletableFuture<?>> underWay = new ArrayList<>();

    Shop(Simulation world) {
        this.world = world;
        if (world.seed() % 2 == 0) { // every other world is a bad one
            world.faults()
                    .rates(0.06)
                    .rate(FaultKind.DUPLICATE_REQUEST, 0)
                    .rate(FaultKind.RESTART, 0.002)
                    .rate(FaultKind.DELAY, 0.3);
        }
        caller = open("caller");
        orders = open("orders");
        stock = open("stock");
        leaving = open("leaving");
        serve();
        leaving.start();
        stock.start();
        orders.start();
        caller.start();
    }

    private Ipc open(String service) {
        return world.builder()
                .yaml("ipc:\n  service: " + service + "\n" + CHANNELS)
                .build();
    }

    private void serve() {
        subscriptions.add(orders.channel("orders").handle(Place.class, this::place));
        subscriptions.add(stock.channel("stock").handle(Reserve.class, this::reserve));
        subscriptions.add(orders.channel("jobs").accept(Job.class, this::work));
        subscriptions.add(stock.channel("jobs").accept(Job.class, this::work));
        leaving.channel("jobs").accept(Job.class, this::work);
        leaving.channel("stock").handle(Reserve.class, this::reserve);
        for (String group : List.of("billing", "mail")) {
            Ipc at = group.equals("mail") ? stock : orders;
            subscriptions.add(at.channel("order-events").subscribe(group, Placed.class, event -> {
                int times = run(group + " " + event.payload().number());
                if (event.payload().number() % 9 == 4 && times == 1) {
                    throw new IllegalStateException("not yet");
                }
            }));
        }
    }

    private int run(String what) {
        return ran.merge(what, 1, Integer::sum);
    }

    private Placed place(Received<Place> order) {
        int number = order.payload().number();
        run("place " + number);
        if (number % 6 == 0) {
            world.advance(Duration.ofMillis(15));
        }
        Reserved reserved = orders.channel("stock").call(Command.of(new Reserve(number)), Reserved.class);
        follow("event " + number, orders.channel("order-events").publishAsync(Event.of(new Placed(reserved.number()))));
        return new Placed(number);
    }

    private Reserved reserve(Received<Reserve> request) {
        run("reserve " + request.payload().number());
        return new Reserved(request.payload().number());
    }

    private void work(Received<Job> job) {
        int number = job.payload().number();
        int times = run("job " + number);
        if (number % 5 == 3 && times < 3) {
            throw new IllegalStateException("not yet");
        }
        if (number % 13 == 5) {
            throw new IllegalStateException("never");
        }
    }

    // ---- what is asked

    void trade() {
        for (int i = 0; i < ROUNDS; i++) {
            Command<Place> order = Command.of(new Place(i));
            follow(
                    "place " + i,
                    caller.channel("orders")
                            .callAsync(i % 5 == 2 ? order.withExpiry(Duration.ofMillis(10)) : order, Placed.class));
            for (int job = 3 * i; job < 3 * i + 3; job++) {
                Command<Job> command = Command.of(new Job(job, "key-" + job % 4));
                follow(
                        "job " + job,
                        caller.channel("jobs")
                                .sendAsync(job % 8 == 7 ? command.withExpiry(Duration.ofMillis(5)) : command));
            }
            if (i % 4 == 3) {
                waitFor(1_000 + i);
            }
            if (i == ROUNDS / 2) {
                leaving.close();
            }
        }
        world.await(CompletableFuture.allOf(underWay.toArray(CompletableFuture<?>[]::new))
                .exceptionally(failed -> null));
    }

    private void waitFor(int number) {
        String what = "place " + number;
        try {
            caller.channel("orders")
                    .call(Command.of(new Place(number)).withTimeout(Duration.ofMillis(40)), Placed.class);
            succeeded.add(what);
        } catch (IpcException e) {
            failures.put(what, e);
        }
    }

    private void follow(String what, CompletableFuture<?> outcome) {
        underWay.add(outcome.handle((value, failure) -> {
            if (failure == null) {
                succeeded.add(what);
            } else {
                failures.put(what, (IpcException) failure);
            }
            return null;
        }));
    }

    // ---- what must be true

    void calmDown() {
        world.faults().stop();
        world.runUntilQuiet();
    }

    void check() {
        Set<String> parked = parked();
        failures.forEach((what, failure) -> {
            if (failure.executed() == Executed.NO) {
                assertThat(ran).as(what + " " + failure).doesNotContainKey(what);
            } else if (failure.executed() == Executed.YES) {
                assertThat(ran).as(what + " " + failure).containsKey(what);
            }
        });
        for (String what : succeeded) {
            if (what.startsWith("event ")) {
                for (String group : List.of("billing", "mail")) {
                    String there = what.replace("event", group);
                    assertThat(ran.containsKey(there) || parked.contains(there))
                            .as(there)
                            .isTrue();
                }
            } else {
                assertThat(ran.containsKey(what) || parked.contains(what))
                        .as(what)
                        .isTrue();
            }
        }
        assertThat(world.broker().unsettled()).as("unsettled").isZero();
        for (Ipc ipc : List.of(caller, orders, stock, leaving)) {
            Ipc.Counts counts = ipc.counts();
            assertThat(counts.outstanding() + counts.pendingReplies() + counts.inFlight())
                    .as(String.valueOf(counts))
                    .isZero();
        }
    }

    private Set<String> parked() {
        Set<String> all = new TreeSet<>();
        for (Subscription each : subscriptions) {
            each.drainParked(1_000, message -> {
                        String number =
                                new String(message.body(), StandardCharsets.UTF_8).replaceAll("\\D*(\\d+).*", "$1");
                        all.add(message.operation().equals("Job") ? "job " + number : "billing " + number);
                        all.add("mail " + number);
                        return Parked.Verdict.KEEP;
                    })
                    .join();
        }
        return all;
    }

    @Override
    public void close() {
        caller.close();
        orders.close();
        stock.close();
        leaving.close();
    }
}
