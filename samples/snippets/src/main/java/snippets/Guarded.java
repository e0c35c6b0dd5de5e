package snippets;

import io.unifiedipc.Authorizer;
import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Document;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.Received;
import io.unifiedipc.jwt.JwtPrincipal;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import snippets.Orders.OrderPlaced;
import snippets.Orders.PlaceOrder;

/** A service that asks who calls. */
public final class Guarded {
    /** With somebody who decides. */
    static IpcBuilder decided(IpcBuilder builder) {
        // begin: authorizer
        Authorizer byScope = access -> access.principal() instanceof JwtPrincipal caller
                && caller.scopes().contains(access.channel() + ":" + access.operation());
        builder.add(byScope);
        // end: authorizer
        return builder;
    }

    /** What is done on other threads still belongs to the order. */
    static CompletionStage<Document<OrderPlaced>> place(Received<PlaceOrder> order, Channel stock, Executor pool) {
        // begin: within
        return stock.callAsync(Command.of(order.payload()), OrderPlaced.class)
                .thenComposeAsync( // without within, the second call would forward nothing
                        placed -> stock.callAsync(Command.of(order.payload()), OrderPlaced.class), order.within(pool));
        // end: within
    }

    private Guarded() {}
}
