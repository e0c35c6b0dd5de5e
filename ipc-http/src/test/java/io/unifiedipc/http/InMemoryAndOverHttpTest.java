package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.IpcException;
import io.unifiedipc.testing.Differs;
import io.unifiedipc.testing.Elsewhere;
import io.unifiedipc.testing.IpcTest;
import io.unifiedipc.testing.IpcWorld;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The same tests in memory, which here is like no other transport, and over HTTP: what differs is declared, and reported. */
@IpcTest(yaml = InMemoryAndOverHttpTest.YAML, alike = false, also = InMemoryAndOverHttpTest.OverHttp.class)
class InMemoryAndOverHttpTest {
    static final String YAML = """
            ipc:
              service: twice
              transport: http
              channels:
                works: {on-failure: {retry: 1, backoff: 1ms}}
            """;

    record Work(int number) {}

    static final class OverHttp implements Elsewhere {
        private final int port;

        OverHttp() throws IOException {
            try (ServerSocket free = new ServerSocket(0)) {
                port = free.getLocalPort();
            }
        }

        @Override
        public String name() {
            return "http";
        }

        @Override
        public void configure(IpcBuilder builder, String service) {
            builder.set("transports.http.listen", Integer.toString(port))
                    .set("channels.works.http.address", "http://127.0.0.1:" + port);
        }
    }

    @BeforeEach
    void works(Ipc ipc) {
        ipc.channel("works").handle(Work.class, work -> {
            if (work.payload().number() < 0) {
                throw new IllegalStateException("less than nothing");
            }
            return work.payload().number();
        });
    }

    @Test
    void aRequestGoesTheSame(Ipc ipc) {
        assertThat(ipc.channel("works").call(Command.of(new Work(7)), Integer.class))
                .isEqualTo(7);
    }

    @Test
    @Differs(on = "http", channel = "works", because = "there is no store: the failure is the answer")
    void aOneWayFailureIsTheSendersOverHttp(Ipc ipc, IpcWorld world) {
        try {
            ipc.channel("works").send(Command.of(new Work(-1)));
            assertThat(world.where()).isEqualTo("memory");
        } catch (IpcException e) {
            assertThat(world.where()).isEqualTo("http");
        }
        world.awaitQuiet();
        assertThat(world.parked("works")).hasSize(world.where().equals("memory") ? 1 : 0);
    }
}
