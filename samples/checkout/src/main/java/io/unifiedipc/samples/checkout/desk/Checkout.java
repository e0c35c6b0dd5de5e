package io.unifiedipc.samples.checkout.desk;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Event;
import io.unifiedipc.Gathered;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.samples.checkout.contracts.AddNote;
import io.unifiedipc.samples.checkout.contracts.CancelOrder;
import io.unifiedipc.samples.checkout.contracts.OrderPlaced;
import io.unifiedipc.samples.checkout.contracts.Orders;
import io.unifiedipc.samples.checkout.contracts.PlaceOrder;
import io.unifiedipc.samples.checkout.contracts.Quote;
import io.unifiedipc.samples.checkout.contracts.QuoteWanted;
import io.unifiedipc.samples.checkout.desk.Line.Via;
import io.unifiedipc.samples.checkout.effects.Journal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A check-out desk: takes line after line and does with each what it asks for. Several callers work side by side; all lines of a
 * customer go to the same one, and each waits for the one before it.
 */
public final class Checkout {
    private static final int SUPPLIERS = 3;

    /** How many lines a caller has begun and not ended, at most. */
    private static final int OPEN_LINES = 4;

    private static final CompletableFuture<?> NONE = CompletableFuture.completedFuture(null);

    private final Orders orders;
    private final Channel ordersChannel;
    private final Channel events;
    private final Channel quotes;
    private final Replies replies;
    private final Report report = new Report();
    private volatile boolean stopped;

    /**
     * A desk. To be made before the {@link Ipc} is started.
     *
     * @param name its name; its answers come on the channel {@code <name>-replies}
     * @param journal where it writes the answers that come as messages
     */
    public Checkout(Ipc ipc, String name, Journal journal) {
        orders = ipc.client(Orders.class);
        ordersChannel = ipc.channel("orders");
        events = ipc.channel("order-events");
        quotes = ipc.channel("quotes");
        replies = new Replies(ipc, name + "-replies", journal);
    }

    /** The lines of each of so many callers: those of a customer are with one of them. */
    private static List<List<Line>> shares(List<Line> lines, int callers) {
        List<List<Line>> shares = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            shares.add(new ArrayList<>());
        }
        lines.forEach(line ->
                shares.get(Math.floorMod(line.customer().hashCode(), callers)).add(line));
        return shares;
    }

    /** Does all lines, with so many callers. */
    public void run(List<Line> lines, int callers, Runnable progress) {
        sideBySide(shares(lines, callers).stream()
                .<Runnable>map(share -> () -> work(share, progress))
                .toList());
    }

    /**
     * Does all lines, with so many callers who move over to another desk, one after the other: the first does the first few of its
     * lines at this one and all others there, the last almost all of its lines at this one.
     */
    public void runAndMove(List<Line> lines, int callers, Checkout to, Runnable progress) {
        List<Runnable> all = new ArrayList<>();
        for (List<Line> share : shares(lines, callers)) {
            int moves = share.size() * (all.size() + 1) / (callers + 1);
            all.add(() -> {
                work(share.subList(0, moves), progress);
                to.work(share.subList(moves, share.size()), progress);
            });
        }
        sideBySide(all);
    }

    private static void sideBySide(List<Runnable> works) {
        List<Thread> threads = new ArrayList<>();
        for (Runnable work : works) {
            Thread caller = new Thread(work, "caller-" + (threads.size() + 1));
            threads.add(caller);
            caller.start();
        }
        threads.forEach(Checkout::join);
    }

    /** Takes no further line; what has begun is brought to its end. */
    public void stop() {
        stopped = true;
    }

    /** What has been done, so far. */
    public Report report() {
        return report;
    }

    private void work(List<Line> lines, Runnable progress) {
        Map<String, CompletableFuture<?>> last = new HashMap<>();
        Deque<CompletableFuture<?>> open = new ArrayDeque<>();
        for (Line line : lines) {
            last.getOrDefault(line.customer(), NONE).join();
            if (open.size() == OPEN_LINES) {
                open.remove().join();
            }
            if (stopped) {
                break;
            }
            CompletableFuture<?> taken = take(line).handle((done, failure) -> {
                report.line(line.type() == Line.Type.ORDER, failure);
                progress.run();
                return failure == null;
            });
            last.put(line.customer(), taken);
            open.add(taken);
        }
        open.forEach(CompletableFuture::join);
    }

    private CompletableFuture<?> take(Line line) {
        return switch (line.type()) {
            case ORDER -> order(line);
            case CANCEL ->
                report.waiting(Style.ONE_WAY, () -> {
                    orders.cancel(new CancelOrder(line.order(), line.customer(), line.text()));
                    return true;
                });
            case NOTE ->
                report.waiting(Style.ONE_WAY, () -> {
                    orders.note(new AddNote(line.order(), line.customer(), line.text()));
                    return true;
                });
        };
    }

    /** Places an order, at the best offer where offers are wanted, and tells everybody. */
    private CompletableFuture<?> order(Line line) {
        PlaceOrder order = line.place(line.quote() ? bestOffer(line) : null);
        return place(order, Objects.requireNonNull(line.via()))
                .thenCompose(placed -> report.future(Style.PUBLISH, () -> events.publishAsync(Event.of(placed))));
    }

    private CompletableFuture<OrderPlaced> place(PlaceOrder order, Via via) {
        return switch (via) {
            case WEB -> report.waiting(Style.REQUEST, () -> orders.place(order));
            case APP ->
                report.future(
                        Style.FUTURE,
                        () -> ordersChannel
                                .callAsync(Command.of(order), OrderPlaced.class)
                                .thenApply(reply -> Objects.requireNonNull(reply.payload())));
            case MAIL -> report.future(Style.REPLY, () -> replies.ask(ordersChannel, order));
        };
    }

    /** The cheapest offer; null where no supplier makes one. */
    private @Nullable Quote bestOffer(Line line) {
        var wanted = new QuoteWanted(line.order(), line.customer(), line.sku(), line.quantity());
        var gathered = report.waiting(Style.GATHER, () -> {
            Gathered<Quote> answers = quotes.gather(Event.of(wanted).expecting(SUPPLIERS), Quote.class);
            for (IpcException failure : answers.failures()) {
                if (failure.kind() != Kind.REFUSED) {
                    throw failure;
                }
            }
            return answers;
        });
        if (gathered.isCompletedExceptionally()) {
            return null;
        }
        return gathered.join().replies().stream()
                .map(Document::payload)
                .filter(Objects::nonNull)
                .min(Comparator.comparingLong(Quote::cents).thenComparing(Quote::supplier))
                .orElse(null);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
