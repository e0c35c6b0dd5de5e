package io.unifiedipc.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Document;
import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A reply that is not the receiver's. */
class StandInTest {
    private final Call whole = new Call(
            "orders",
            OperationSpec.of("GetOrder", String.class, String.class),
            Style.REQUEST,
            Envelope.EMPTY,
            0,
            Delivery.NO_DEADLINE,
            false,
            null);

    @Test
    void anAttemptsStandInIsItsCallsToo() {
        Call attempt = whole.again(Envelope.EMPTY, done -> {
            Envelope reply = done.reply();
            if (reply != null) {
                whole.succeed(reply);
            }
        });
        assertThat(attempt.standIn(Envelope.EMPTY)).isTrue();
        assertThat(attempt.isStandIn()).isTrue();
        assertThat(whole.isStandIn()).isTrue();
        assertThat(whole.reply()).isSameAs(Envelope.EMPTY);
    }

    @Test
    void aReplyIsNone() {
        whole.succeed(Envelope.EMPTY);
        assertThat(whole.isStandIn()).isFalse();
    }

    @Test
    void itCanComeTooLate() {
        whole.fail(IpcException.of(Kind.TIMEOUT, Executed.MAYBE, "too late"));
        assertThat(whole.standIn(Envelope.EMPTY)).isFalse();
        assertThat(whole.reply()).isNull();
    }

    @Test
    void anAttemptHasItsCallsPayload() {
        whole.payload("17");
        assertThat(whole.again(Envelope.EMPTY, done -> {}).payload()).isEqualTo("17");
    }

    @Test
    void aDocumentTellsByItsHeaders() {
        Headers headers = Headers.EMPTY.plus(HeaderNames.FALLBACK, "cache").plus(HeaderNames.FALLBACK_AGE_MS, "1500");
        Document<String> kept = new Document<>("17", headers);
        assertThat(kept.isFallback()).isTrue();
        assertThat(kept.fallbackSource()).isEqualTo("cache");
        assertThat(kept.age()).isEqualTo(Duration.ofMillis(1500));
        Document<String> real = new Document<>("17", Headers.EMPTY);
        assertThat(real.isFallback()).isFalse();
        assertThat(real.fallbackSource()).isNull();
        assertThat(real.age()).isZero();
    }
}
