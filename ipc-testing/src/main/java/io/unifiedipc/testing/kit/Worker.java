package io.unifiedipc.testing.kit;

import io.unifiedipc.Command;
import io.unifiedipc.Contract;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.Received;
import io.unifiedipc.Refusal;
import io.unifiedipc.Subscription;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A handler that does what the command says: answers, throws, refuses, hangs. It remembers what reached it. */
class Worker {
    /** Says what to do. */
    record Work(String what) {}

    /** The same, as good twice as once. */
    @Operation(value = "Repeat", idempotent = true)
    record Repeat(String what) {}

    /** Changes nothing. */
    @Operation(value = "Look", query = true)
    record Look(String what) {}

    /** The answer. */
    record Done(String what) {}

    /** The same operation with other fields: its bytes do not fit. */
    @Operation("Work")
    record Misfit(List<Integer> what) {}

    /** An operation that nobody handles. */
    record Unknown(String what) {}

    /** What no codec can write. */
    public static final class Unwritable {
        /** Fails. */
        public String getWhat() {
            return List.<String>of().get(0);
        }
    }

    /** A business refusal. */
    @Refusal
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        final String why;

        Refused(String why) {
            super("refused: " + why);
            this.why = why;
        }
    }

    /** The channel of commands as plain methods. */
    @Contract(channel = Plan.ORDERS, version = "1.0.0")
    interface Orders {
        @Operation("Work")
        Done work(Work work) throws Refused;
    }

    /** The channel of commands as it was, and will not be for ever. */
    @Contract(
            channel = Plan.ORDERS,
            version = "1.4.0",
            deprecated = "2026-12-01",
            sunset = "2027-06-01",
            guide = "https://example.com/orders-2")
    interface OldOrders {
        @Operation("Work")
        Done work(Work work);
    }

    /** The channel of commands as it is now. */
    @Contract(channel = Plan.ORDERS, version = "2.1.0")
    interface NewOrders {
        @Operation("Work")
        Done work(Work work);
    }

    /** Each message that reached the handler, in that order. */
    final List<Received<Work>> seen = new CopyOnWriteArrayList<>();
    /** Each that may be done twice. */
    final List<Received<Repeat>> repeats = new CopyOnWriteArrayList<>();
    /** One permit for each handler that has begun to hang. */
    final Semaphore hanging = new Semaphore(0);
    /** Messages whose sender has given up, as the handlers were told. */
    final List<String> cancelled = new CopyOnWriteArrayList<>();

    private final CountDownLatch release = new CountDownLatch(1);
    private final CompletableFuture<Object> never = new CompletableFuture<>();
    private volatile boolean healthy;

    /** Handles the channel of commands of this one from its start on. */
    Subscription serves(Ipc ipc) {
        return ipc.channel(Plan.ORDERS).handle(Work.class, this::handle);
    }

    /** As {@link #serves}, and does what may be done twice and what changes nothing. */
    Subscription servesAll(Ipc ipc) {
        ipc.channel(Plan.ORDERS).handle(Repeat.class, repeat -> {
            repeats.add(repeat);
            String what = repeat.payload().what();
            return act(what.equals("hang once") && repeats.size() > 1 ? "ok" : what, repeat);
        });
        ipc.channel(Plan.ORDERS).handle(Look.class, look -> act(look.payload().what(), look));
        return serves(ipc);
    }

    /** What reached the handler. */
    List<String> ran() {
        return seen.stream().map(each -> each.payload().what()).toList();
    }

    /** How often this reached it. */
    long ran(String what) {
        return seen.stream().filter(each -> each.payload().what().equals(what)).count();
    }

    /** What hangs may end now. */
    void letGo() {
        release.countDown();
        never.complete(new Done("at last"));
    }

    /** From now on {@code sick} works are done. */
    void heal() {
        healthy = true;
    }

    /** Waits until so many handlers hang. */
    void awaitHanging(int count) {
        Await.until(count + " handlers hang", () -> hanging.tryAcquire(count));
    }

    /** A command. */
    static Command<Work> work(String what) {
        return Command.of(new Work(what));
    }

    /** A message has reached the handler. */
    void heard(String what) {}

    private @Nullable Object handle(Received<Work> work) throws Exception {
        seen.add(work);
        String what = work.payload().what();
        heard(what);
        return act(what, work);
    }

    private @Nullable Object act(String what, Received<?> work) throws Exception {
        return switch (what.contains(":") ? what.substring(0, what.indexOf(':')) : what) {
            case "throw" -> throw new IllegalStateException("a secret of the receiver");
            case "sick" -> {
                if (!healthy) {
                    throw new IllegalStateException("a secret of the receiver");
                }
                yield new Done(what);
            }
            case "error" -> throw new AssertionError("a secret of the receiver");
            case "refuse" -> throw new Refused("no");
            case "own failure" -> throw IpcException.of(Kind.TIMEOUT, Executed.NO, "a call of the handler's own");
            case "hang", "hang once" -> {
                work.onCancel(() -> cancelled.add(what));
                hanging.release();
                release.await();
                yield new Done(what);
            }
            case "never" -> {
                work.onCancel(() -> cancelled.add(what));
                hanging.release();
                yield never;
            }
            case "later" -> CompletableFuture.supplyAsync(() -> new Done(what));
            case "failed future" ->
                CompletableFuture.failedFuture(new IllegalStateException("a secret of the receiver"));
            case "refused future" -> CompletableFuture.failedFuture(new CompletionException(new Refused("later")));
            case "huge" -> new Done("x".repeat(5_000));
            case "huge future" -> CompletableFuture.completedFuture(new Done("x".repeat(5_000)));
            case "unwritable" -> new Unwritable();
            case "other type" -> List.of("a", "list");
            case "nothing" -> null;
            default -> new Done(what);
        };
    }
}
