package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.testing.IpcTest;
import io.unifiedipc.testing.IpcWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel whose file says HTTP behaves like it in memory: nothing differs, and nothing has to be declared. */
@IpcTest(yaml = InMemoryAndOverHttpTest.YAML, also = InMemoryAndOverHttpTest.OverHttp.class)
class MemoryLikeHttpTest {
    @BeforeEach
    void works(Ipc ipc) {
        ipc.channel("works").handle(InMemoryAndOverHttpTest.Work.class, work -> {
            throw new IllegalStateException("never");
        });
    }

    @Test
    void aOneWayFailureIsTheSenders(Ipc ipc, IpcWorld world) {
        Command<?> command = Command.of(new InMemoryAndOverHttpTest.Work(-1));
        assertThatThrownBy(() -> ipc.channel("works").send(command)).isInstanceOf(IpcException.class);
        world.awaitQuiet();
        assertThat(world.handled("works")).hasSize(1);
        assertThat(world.parked("works")).isEmpty();
    }

    @Test
    void anUnknownCommandIsRefused(Ipc ipc) {
        assertThatThrownBy(() -> ipc.channel("works").call(Command.of("what?"), String.class))
                .isInstanceOf(IpcException.class);
    }
}
