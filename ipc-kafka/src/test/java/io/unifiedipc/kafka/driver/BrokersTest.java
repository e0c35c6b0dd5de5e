package io.unifiedipc.kafka.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.secure.Security;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody is at the port: what brokers that are there tell is in the tests beside it, and in the kit. */
class BrokersTest {
    private final Clients clients =
            new Clients("shop", List.of("127.0.0.1:1"), 1_000_000, Map.of(), new Security(null, null, null));
    private final Brokers brokers = new Brokers(clients, false, task -> new Thread(task).start());

    @AfterEach
    void close() {
        brokers.close();
    }

    @Test
    void theProtocolOfGroupsIsNotGuessed() {
        IpcException unknown = catchThrowableOfType(IpcException.class, () -> brokers.haveNewGroups(() -> false));

        assertThat(unknown.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(unknown.executed()).isEqualTo(Executed.NO);
        assertThat(unknown).hasMessageContaining("no broker at 127.0.0.1:1 tells about the groups of its topics");
    }
}
