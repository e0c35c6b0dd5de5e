package io.unifiedipc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
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
