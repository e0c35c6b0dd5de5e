package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Link;
import io.unifiedipc.spi.Style;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call whose work was accepted, while nothing but a timer knows of it: however it ends, nothing is left. */
class AcceptedTest {
    private static final String ACCEPTED =
            "HTTP/1.1 202 Accepted\r\nLocation: /jobs/17?token=x\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n";

    private final Rig rig = new Rig();
    private final RawPeer peer = new RawPeer(RawPeer.says(ACCEPTED));
    private Link link;

    @BeforeEach
    void open() {
        link = rig.transport().link(Rig.commands("orders", "address", peer.base()));
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private Rig.Asked paused(boolean blocking) {
        Rig.Asked asked = Rig.ask(link, Rig.text("x"), Style.REQUEST, Duration.ofSeconds(8), blocking);
        Rig.await("it waits for the next look", () -> rig.scheduled() == 1);
        assertThat(peer.requests).hasValue(1);
        return asked;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cancelled(boolean blocking) {
        Rig.Asked asked = paused(blocking);
        assertThat(asked.call.abort(IpcException.of(Kind.CANCELLED, Executed.MAYBE, "cancelled")))
                .isTrue();
        assertThat(asked.failure().executed()).isEqualTo(Executed.MAYBE);
        assertThat(rig.scheduled()).isZero();
        assertThat(peer.requests).hasValue(1);
    }

    @Test
    void theDeadlinePasses() {
        Rig.Asked asked = paused(false);
        asked.call.run();
        assertThat(asked.failure().kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(asked.failure().executed()).isEqualTo(Executed.MAYBE);
        assertThat(asked.failure())
                .hasMessageContaining(peer.base() + "/jobs/17?...")
                .hasMessageNotContaining("token");
        assertThat(rig.scheduled()).isZero();
    }

    @Test
    void theChannelIsClosed() {
        Rig.Asked asked = paused(false);
        link.close();
        assertThat(asked.failure().kind()).isEqualTo(Kind.CLOSED);
        assertThat(asked.failure().executed()).isEqualTo(Executed.MAYBE);
        assertThat(rig.scheduled()).isZero();
    }

    @Test
    void whoeverSendsOneWayDoesNotWait() {
        Rig.ask(link, Rig.text("x"), Style.SEND, Duration.ofSeconds(8), false).reply();
        assertThat(rig.scheduled()).isZero();
        assertThat(peer.requests).hasValue(1);
    }

    @Test
    void anAttemptTellsTheCallWhereItIs() {
        Rig.Asked whole = new Rig.Asked(
                "orders", Rig.operation("place"), Style.REQUEST, Rig.text("x"), Duration.ofSeconds(8), false);
        link.request(whole.call.again(whole.call.envelope(), attempt -> {}));
        Rig.await("it waits for the next look", () -> rig.scheduled() == 1);
        whole.call.run();
        assertThat(whole.call.failure()).hasMessageContaining("/jobs/17");
        whole.call.end();
        Rig.await("nothing is left with the timer", () -> rig.scheduled() == 0);
    }
}
