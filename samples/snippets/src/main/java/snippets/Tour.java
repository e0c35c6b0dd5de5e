package snippets;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.Event;
import io.unifiedipc.Gathered;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Parked;
import io.unifiedipc.Problem;
import io.unifiedipc.Subscription;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import snippets.Orders.OrderPlaced;
import snippets.Orders.OutOfStock;
import snippets.Orders.PlaceOrder;

/** The pieces of docs/getting-started.md; each is compiled, and run by the test beside it. */
public final class Tour {
    record QuoteWanted(String sku) {}

    record Quote(String supplier, long cents) {}

    private final Ipc ipc;
    private final Consumer<String> out;

    Tour(Ipc ipc, Consumer<String> out) {
        this.ipc = ipc;
        this.out = out;
    }

    void serve(Orders implementation) {
        // begin: serve
        ipc.serve(Orders.class, implementation);
        ipc.channel("order-events").subscribe("billing", OrderPlaced.class, event -> bill(event.payload()));
        ipc.start(); // receiving begins when every handler is in place
        // end: serve
    }

    void contract() {
        // begin: call-contract
        Orders orders = ipc.client(Orders.class);
        try {
            OrderPlaced placed = orders.place(new PlaceOrder("ann", "apple", 2));
            out.accept("placed " + placed.id());
        } catch (OutOfStock refusal) {
            out.accept("no " + refusal.sku() + " left"); // a refusal is an answer
        }
        // end: call-contract
    }

    void future() {
        Channel orders = ipc.channel("orders");
        // begin: call-async
        CompletableFuture<Document<OrderPlaced>> later =
                orders.callAsync(Command.of(new PlaceOrder("ann", "apple", 2)), OrderPlaced.class);
        CompletableFuture<Void> told =
                later.thenAccept(reply -> out.accept("later " + reply.payload().id()));
        // end: call-async
        told.join();
    }

    void replyToHandler() {
        Channel orders = ipc.channel("orders");
        // begin: reply-to
        orders.send(Command.of(new PlaceOrder("ann", "apple", 2)).withReplyTo("order-replies"));
        // end: reply-to
    }

    void takeReplies() {
        // begin: take-replies
        Channel replies = ipc.channel("order-replies");
        replies.accept(OrderPlaced.class, reply -> out.accept("answer to " + reply.answers()));
        replies.accept(
                Problem.class,
                failure -> out.accept("failed: " + failure.payload().detail()));
        // end: take-replies
    }

    void publish() {
        // begin: publish
        Channel events = ipc.channel("order-events");
        events.publish(Event.of(new OrderPlaced("o-1")).withKey("ann"));
        // end: publish
    }

    void answerQuotes() {
        // begin: respond
        ipc.channel("quotes").respond("north", QuoteWanted.class, wanted -> new Quote("north", 120));
        // end: respond
    }

    void gather() {
        // begin: gather
        Gathered<Quote> quotes = ipc.channel("quotes")
                .gather(
                        Event.of(new QuoteWanted("apple")).expecting(1).withTimeout(Duration.ofMillis(500)),
                        Quote.class);
        quotes.replies().forEach(quote -> out.accept("quote " + quote.payload()));
        quotes.failures().forEach(failure -> out.accept("no quote: " + failure.getMessage()));
        // end: gather
    }

    void failures(Command<?> command) {
        Channel orders = ipc.channel("orders");
        // begin: failures
        try {
            orders.call(command, OrderPlaced.class);
        } catch (IpcException e) {
            switch (e.executed()) {
                case NO -> out.accept("it never ran: try again, " + e.kind());
                case MAYBE -> out.accept("nobody can tell: ask, or send the same command again");
                case YES -> out.accept("it ran, and said no: " + e.problem());
            }
        }
        // end: failures
    }

    void park(Subscription subscription) {
        // begin: parked
        CompletableFuture<Integer> looked = subscription.drainParked(100, parked -> {
            out.accept(parked.id() + " was put aside: " + parked.reason());
            return Parked.Verdict.REPLAY; // or KEEP, or DROP
        });
        // end: parked
        looked.join();
    }

    private void bill(OrderPlaced placed) {
        out.accept("billed " + placed.id());
    }
}
