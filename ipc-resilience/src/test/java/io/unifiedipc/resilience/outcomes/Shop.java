package io.unifiedipc.resilience.outcomes;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.Refusal;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.spi.Observer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A receiver with a store, whose handler does what its commands say, and a caller. */
final class Shop implements AutoCloseable {
    static final String ORDERS = "orders: {outcomes: main, timeout: 5s, concurrency: 2}";

    @Operation(deduplicated = true)
    record Pay(String what, int amount) {}

    @Operation(deduplicated = true, value = "ipc-test-later")
    record PayLater(String what, int amount) {}

    record Plain(String what) {}

    record Paid(int run, int amount) {}

    @Refusal
    static final class TooPoor extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooPoor(String message) {
            super(message);
        }
    }

    final MemoryBroker broker = new MemoryBroker();
    final List<String> ran = new CopyOnWriteArrayList<>();
    final ConcurrentHashMap<String, Integer> counted = new ConcurrentHashMap<>();
    final CompletableFuture<Void> gate = new CompletableFuture<>();
    final Ipc caller;
    final Ipc receiver;

    Shop(String channel, String store) {
        this(channel, store, "");
    }

    Shop(String channel, String store, String more) {
        receiver = builder()
                .add(new Observer() {
                    @Override
                    public void counted(String what, String of) {
                        counted.merge(what, 1, Integer::sum);
                    }
                })
                .yaml("""
                        ipc:
                          service: bank
                          transport: memory
                          outcome-stores:
                            main: %s
                          channels:
                            %s
                        %s""".formatted(store, channel, more))
                .build();
        receiver.channel("orders")
                .handle(
                        Pay.class,
                        message ->
                                pay(message.payload().what(), message.payload().amount()));
        receiver.channel("orders")
                .handle(
                        PayLater.class,
                        message -> CompletableFuture.supplyAsync(() ->
                                pay(message.payload().what(), message.payload().amount())));
        receiver.channel("orders")
                .handle(Plain.class, message -> pay(message.payload().what(), 0));
        receiver.start();
        caller = caller("shop");
    }

    IpcBuilder builder() {
        return Ipc.builder().isolated().add(broker);
    }

    Ipc caller(String service) {
        return builder()
                .yaml("ipc: {service: %s, transport: memory, channels: {orders: {timeout: 5s}}}".formatted(service))
                .build();
    }

    private Paid pay(String what, int amount) {
        ran.add(what);
        int times = (int) ran.stream().filter(what::equals).count();
        switch (what.replaceAll("\\d", "")) {
            case "hang" -> gate.orTimeout(20, TimeUnit.SECONDS).join();
            case "poor" -> throw new TooPoor("no money for " + what);
            case "sick" -> {
                if (times == 1) {
                    throw new IllegalStateException("not yet");
                }
            }
            default -> {}
        }
        return new Paid(times, amount);
    }

    Paid call(Command<?> command) {
        return caller.channel("orders").call(command, Paid.class);
    }

    IpcException failure(Command<?> command) {
        try {
            throw new AssertionError("it succeeded: " + call(command));
        } catch (IpcException e) {
            return e;
        }
    }

    static String said(IpcException failure) {
        return failure.kind() + " " + failure.executed();
    }

    static final String CONFLICT = Kind.CONFLICT + " " + Executed.NO;

    int times(String what) {
        return counted.getOrDefault(what, 0);
    }

    @Override
    public void close() {
        gate.complete(null);
        caller.close();
        receiver.close();
    }
}
