package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Await;
import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.LeakGuard;
import io.unifiedipc.Problem;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One handler behind two transports: how a migration goes, caller by caller. */
class SeveralTransportsTest {
    record Note(String from, int number) {}

    record Unheard(String of) {}

    /** Another transport by name, that is a broker in memory too. */
    record Other(MemoryBroker broker) implements TransportProvider {
        @Override
        public String name() {
            return "other";
        }

        @Override
        public Schema transportOptions() {
            return broker.transportOptions();
        }

        @Override
        public Schema channelOptions() {
            return broker.channelOptions();
        }

        @Override
        public Capabilities capabilities(ChannelSpec channel) {
            return broker.capabilities(channel);
        }

        @Override
        public Transport open(Config options, Context context) {
            return broker.open(options, context);
        }
    }

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final MemoryBroker old = new MemoryBroker();
    private final Other young = new Other(new MemoryBroker());

    private Ipc ipc(String service, String transport) {
        return guard.watch(
                service,
                Ipc.builder()
                        .isolated()
                        .add(old)
                        .add(young)
                        .set("service", service)
                        .set("transport", transport)
                        .set("channels.notes.concurrency", "1")
                        .set("channels.notes.window", "2")
                        .set("channels.answers.timeout", "2s")
                        .set("receive", "memory, other")
                        .build());
    }

    @Test
    void aRefusalReachesTheHandlerThatWaitsForTheReply() {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        try (Ipc ipc = ipc("both", "memory")) {
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
}
