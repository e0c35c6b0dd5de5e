package io.unifiedipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTest {
    record Bad(String name, Function<Command<?>, Command<?>> how) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Bad> bad() {
        return List.of(
                new Bad("a line break in a header", c -> c.withHeader("x", "a\r\nb: c")),
                new Bad("a header of the library", c -> c.withHeader("IPC-Kind", "x")),
                new Bad("a header of CloudEvents", c -> c.withHeader("ce-id", "x")),
                new Bad("the idempotency key as a header", c -> c.withHeader("Idempotency-Key", "x")),
                new Bad("an empty key", c -> c.withKey("")),
                new Bad("a key with a line break", c -> c.withKey("a\nb")),
                new Bad("a key that is too long", c -> c.withKey("x".repeat(256))),
                new Bad("an idempotency key that is too long", c -> c.withIdempotencyKey("x".repeat(256))),
                new Bad("no timeout", c -> c.withTimeout(Duration.ZERO)),
                new Bad("a negative timeout", c -> c.withTimeout(Duration.ofMillis(-1))),
                new Bad("a negative timeout of a nanosecond", c -> c.withTimeout(Duration.ofNanos(-1))),
                new Bad("a timeout that rounds to zero", c -> c.withTimeout(Duration.ofNanos(999_999))),
                new Bad("no expiry", c -> c.withExpiry(Duration.ZERO)),
                new Bad("a negative expiry", c -> c.withExpiry(Duration.ofDays(-1))));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatCannotBeSentIsRefusedWhereItIsSaid(Bad bad) {
        assertThatThrownBy(() -> bad.how.apply(Command.of("payload"))).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.INVALID);
            assertThat(e.executed()).isEqualTo(Executed.NO);
            assertThat(e.retrySafe()).isFalse();
            assertThat(e.text()).doesNotContainPattern("\\p{Cntrl}");
        });
    }

    @Test
    void expectingNoAnswerIsRefused() {
        assertThatThrownBy(() -> Event.of("payload").expecting(0)).isInstanceOf(IpcException.class);
        assertThatThrownBy(() -> Event.of("payload").expecting(-1)).isInstanceOf(IpcException.class);
    }

    @Test
    void whatIsSaidOfItChangesNeitherItsIdentityNorTheRest() {
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        Command<String> command = Command.of("p")
                .withKey("k")
                .withHeader("x", "1")
                .withTimeout(Duration.ofSeconds(1))
                .withExpiry(Duration.ofSeconds(2))
                .withReplyTo("replies")
                .detached()
                .madeAt(time)
                .withIdempotencyKey("i");
        assertThat(command.payload()).isEqualTo("p");
        assertThat(command.key()).isEqualTo("k");
        assertThat(command.headers().toMap()).isEqualTo(Map.of("x", "1"));
        assertThat(command.timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(command.expiry()).isEqualTo(Duration.ofSeconds(2));
        assertThat(command.replyTo()).isEqualTo("replies");
        assertThat(command.isDetached()).isTrue();
        assertThat(command.made()).isEqualTo(time);
        assertThat(command.idempotencyKey()).isEqualTo("i");

        Event<String> event = Event.of("p");
        Event<String> other = event.expecting(3).withKey("k").withTimeout(Duration.ofSeconds(1));
        assertThat(other.id()).isEqualTo(event.id()).isEqualTo(other.idempotencyKey());
        assertThat(other.expected()).isEqualTo(3);
        assertThat(event.expected()).isZero();
        assertThat(event.toString()).contains(event.id());
    }

    @Test
    void aCommandKnowsWhenItWasMade() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Command<String> command = Command.of("p");
        assertThat(command.made()).isBetween(before, Instant.now());
        assertThat(command.withKey("k").made()).isEqualTo(command.made());
        assertThat(command.withIdempotencyKey("mine").made()).isNull();
        assertThat(command.withIdempotencyKey("mine").madeAt(before).made()).isEqualTo(before);
    }

    @Test
    void theLongestDurationIsTaken() {
        assertThat(Command.of("p")
                        .withTimeout(Duration.ofSeconds(Long.MAX_VALUE))
                        .timeout())
                .isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
    }

    @Test
    void theSameObjectIsTheSamePieceOfWork() {
        Command<String> command = Command.of("payload");

        assertThat(command.withKey("k").withHeader("x", "y").id()).isEqualTo(command.id());
        assertThat(command.idempotencyKey()).isEqualTo(command.id());
        assertThat(command.withIdempotencyKey("mine").idempotencyKey()).isEqualTo("mine");
        assertThat(Command.of("payload").id()).isNotEqualTo(command.id());
    }

    @Test
    void aFailureKeepsItsAnswer() {
        IpcException failure = IpcException.of(Kind.TIMEOUT, Executed.MAYBE, "text");

        assertThat(failure.getStackTrace()).isEmpty();
        assertThat(failure.here().getStackTrace()).isNotEmpty();
        assertThat(failure.here().getCause()).isSameAs(failure);
        assertThat(failure.executed(Executed.NO).retrySafe()).isTrue();
        assertThat(failure.executed(Executed.MAYBE)).isSameAs(failure);
        assertThat(failure).hasMessage("TIMEOUT, executed MAYBE: text");
    }
}
