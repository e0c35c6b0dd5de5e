package io.unifiedipc.samples.checkout.desk;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import io.unifiedipc.Received;
import io.unifiedipc.samples.checkout.contracts.OrderPlaced;
import io.unifiedipc.samples.checkout.contracts.PlaceOrder;
import io.unifiedipc.samples.checkout.effects.Journal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Takes the answers that come as messages of their own, and writes them down. */
final class Replies {
    private record Open(PlaceOrder order, CompletableFuture<OrderPlaced> answer) {}

    private final String channel;
    private final Journal journal;
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    Replies(Ipc ipc, String channel, Journal journal) {
        this.channel = channel;
        this.journal = journal;
        Channel replies = ipc.channel(channel);
        replies.handle(OrderPlaced.class, this::placed);
        replies.handle(Problem.class, this::refused);
    }

    /** Sends an order; the future follows when its answer has come. */
    CompletableFuture<OrderPlaced> ask(Channel orders, PlaceOrder order) {
        Command<PlaceOrder> command = Command.of(order).withReplyTo(channel);
        CompletableFuture<OrderPlaced> answer = new CompletableFuture<>();
        open.put(command.id(), new Open(order, answer));
        return orders.sendAsync(command)
                .thenCompose(sent -> answer.orTimeout(30, TimeUnit.SECONDS))
                .whenComplete((placed, failure) -> open.remove(command.id()));
    }

    private @Nullable Object placed(Received<OrderPlaced> reply) {
        Open asked = take(reply);
        if (asked != null) {
            OrderPlaced placed = reply.payload();
            journal.write("answer", placed.order(), placed.customer(), "placed", placed.number(), placed.amount());
            asked.answer().complete(placed);
        }
        return null;
    }

    private @Nullable Object refused(Received<Problem> reply) {
        Open asked = take(reply);
        if (asked != null) {
            Problem problem = reply.payload();
            journal.write("answer", asked.order().order(), asked.order().customer(), problem.title(), problem.detail());
            Kind kind = problem.refusal() == null ? Kind.FAILED : Kind.REFUSED;
            asked.answer().completeExceptionally(IpcException.reported(kind, Executed.YES, problem.detail(), problem));
        }
        return null;
    }

    private @Nullable Open take(Received<?> reply) {
        String answers = reply.answers();
        return answers == null ? null : open.remove(answers);
    }
}
