package io.unifiedipc.testing.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Channel;
import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.Outcome;
import io.unifiedipc.Subscription;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.testing.kit.Worker.Done;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What comes twice and is to run once, and what its sender can learn of it. */
interface DuplicateScenarios extends Scenarios {
    /** Says what to do, once. */
    @Operation(value = "Once", deduplicated = true)
    record Once(String what) {}

    /** Does it, and counts. */
    final class Clerk extends Worker {
        final List<String> did = new CopyOnWriteArrayList<>();

        @Override
        Subscription serves(Ipc ipc) {
            ipc.channel(Plan.ORDERS).handle(Once.class, message -> {
                did.add(message.payload().what());
                if (message.payload().what().equals("refuse")) {
                    throw new Refused("no");
                }
                return new Done(message.payload().what() + " " + did.size());
            });
            return super.serves(ipc);
        }
    }

    private Clerk clerk() {
        Clerk clerk = new Clerk();
        Served.open(
                stage(),
                1,
                clerk,
                how -> how.orders("outcomes: kept")
                        .service("outcome-stores: {kept: {type: kit}}")
                        .with(new KitStore()));
        return clerk;
    }

    private static IpcException failure(Channel orders, Command<?> command) {
        return Assertions.catchThrowableOfType(IpcException.class, () -> orders.call(command, Done.class));
    }

    /** A command twice, in whichever style: it runs once, and each time is answered with the same. */
    @Test
    @Needs({Capability.REQUEST, Capability.SEND})
    default void aDuplicateIsAnsweredAsTheFirstWas() {
        Clerk clerk = clerk();
        Channel orders = stage().caller("").channel(Plan.ORDERS);
        Command<Once> command = Command.of(new Once("a"));
        Done first = orders.call(command, Done.class);
        orders.send(command);

        assertThat(orders.call(command, Done.class)).isEqualTo(first).isEqualTo(new Done("a 1"));
        Command<Once> refused = Command.of(new Once("refuse"));
        assertThat(failure(orders, refused).problem())
                .isNotNull()
                .isEqualTo(failure(orders, refused).problem());
        assertThat(orders.call(Command.of(new Once("b")), Done.class)).isEqualTo(new Done("b 3"));
        assertThat(clerk.did).containsExactly("a", "refuse", "b");
    }

    /** One key, two payloads: the second is a mistake, and does not run. */
    @Test
    @Needs(Capability.REQUEST)
    default void aKeyStandsForOnePayload() {
        Clerk clerk = clerk();
        Channel orders = stage().caller("").channel(Plan.ORDERS);
        orders.call(Command.of(new Once("a")).withIdempotencyKey("k"), Done.class);

        Expect.failure(
                Kind.CONFLICT,
                Executed.NO,
                failure(orders, Command.of(new Once("b")).withIdempotencyKey("k")));
        assertThat(clerk.did).containsExactly("a");
    }

    /** Who asks learns what became of a command; what never came is refused from then on. */
    @Test
    @Needs(Capability.REQUEST)
    default void anOutcomeIsTold() {
        Clerk clerk = clerk();
        Ipc caller = stage().caller("");
        Channel orders = caller.channel(Plan.ORDERS);
        Command<Once> done = Command.of(new Once("a"));
        Command<Once> refused = Command.of(new Once("refuse"));
        Command<Once> late = Command.of(new Once("late"));
        orders.call(done, Done.class);
        IpcException refusal = failure(orders, refused);

        Outcome<Done> yes = caller.outcome(Plan.ORDERS, done, Done.class);
        assertThat(yes.executed()).isEqualTo(Executed.YES);
        assertThat(yes.reply())
                .isNotNull()
                .satisfies(reply -> assertThat(reply.payload()).isEqualTo(new Done("a 1")));
        Outcome<Done> no = caller.outcome(Plan.ORDERS, late, Done.class);
        assertThat(no.executed()).isEqualTo(Executed.NO);
        Outcome<Done> failed = caller.outcome(Plan.ORDERS, refused, Done.class);
        assertThat(failed.executed()).isEqualTo(Executed.YES);
        IpcException told = Objects.requireNonNull(failed.failure(), "a refusal is told");
        Expect.failure(Kind.REFUSED, Executed.YES, told);
        assertThat(told.problem())
                .isNotNull()
                .satisfies(problem -> assertThat(problem.refusal())
                        .isEqualTo(Objects.requireNonNull(refusal.problem()).refusal()));
        Expect.failure(Kind.CANCELLED, Executed.NO, failure(orders, late));
        assertThat(clerk.did).containsExactly("a", "refuse");
    }
}
