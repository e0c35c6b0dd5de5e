package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.Problem;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who waits for a reply that is a message of its own hears of a refusal there, too. */
class RefusedReplyTest {
    record Note(String from, int number) {}

    record Unheard(String of) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    @Test
    void aRefusalReachesTheHandlerThatWaitsForTheReply() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        Ipc ipc = new Ipcs(guard).open("notes: {transport: memory}\nanswers: {transport: memory}");
        ipc.channel("notes").accept(Note.class, note -> {});
        ipc.channel("answers")
                .accept(
                        Problem.class,
                        problem -> heard.add(problem.answers() + " "
                                + problem.payload().members().get("kind")));
        ipc.start();
        Command<Unheard> command = Command.of(new Unheard("it")).withReplyTo("answers");
        ipc.channel("notes").send(command);

        Await.until("the refusal is heard", () -> !heard.isEmpty());
        assertThat(heard).containsExactly(command.id() + " unsupported");
    }
}
