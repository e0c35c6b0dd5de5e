package io.unifiedipc.testing.kit;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.testing.kit.Worker.Done;
import io.unifiedipc.testing.kit.Worker.Orders;
import io.unifiedipc.testing.kit.Worker.Refused;
import io.unifiedipc.testing.kit.Worker.Work;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The ways in which an application can ask for the same. */
enum CallStyle {
    /** {@code channel.call}. */
    BLOCKING {
        @Override
        Outcome call(Ipc ipc, Command<?> command) {
            try {
                return new Outcome(ipc.channel(Plan.ORDERS).call(command, Done.class), null);
            } catch (IpcException e) {
                return new Outcome(null, e);
            }
        }
    },
    /** {@code channel.callAsync}. */
    FUTURE {
        @Override
        Outcome call(Ipc ipc, Command<?> command) {
            try {
                var reply = Await.result(ipc.channel(Plan.ORDERS)
                        .callAsync(command, Done.class)
                        .handle((document, failed) ->
                                new Outcome(document == null ? null : document.payload(), failed)));
                return reply;
            } catch (IpcException e) {
                return new Outcome(null, e);
            }
        }
    },
    /** A method of a contract. */
    CONTRACT {
        @Override
        Outcome call(Ipc ipc, Command<?> command) {
            try {
                return new Outcome(ipc.client(Orders.class).work((Work) command.payload()), null);
            } catch (Refused e) {
                return new Outcome(null, e.getSuppressed()[0]);
            } catch (IpcException e) {
                return new Outcome(null, e);
            }
        }
    };

    /** What came of a call. */
    record Outcome(@Nullable Done reply, @Nullable Throwable thrown) {
        /** The failure; there must be one. */
        IpcException failure() {
            if (thrown instanceof IpcException failure) {
                return failure;
            }
            throw new AssertionError(
                    thrown == null ? "it did not fail, and answered " + reply : "no IpcException: " + thrown, thrown);
        }

        /** The reply; there must be no failure. */
        @Nullable
        Done done() {
            if (thrown != null) {
                throw new AssertionError("it failed: " + thrown, thrown);
            }
            return reply;
        }
    }

    /** Calls the channel of commands and waits, at most as long as {@link Await} does. A contract's has no own timeout. */
    abstract Outcome call(Ipc ipc, Command<?> command);

    /** As {@link #call}, on a thread of its own. */
    CompletableFuture<Outcome> start(Ipc ipc, Command<?> command) {
        return Await.started(() -> call(ipc, command));
    }
}
