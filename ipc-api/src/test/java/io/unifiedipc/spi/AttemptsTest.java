package io.unifiedipc.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many attempts a call says that it took. */
class AttemptsTest {
    private final Call call = new Call(
            "orders",
            OperationSpec.of("Place", Object.class, Object.class),
            Style.REQUEST,
            Envelope.EMPTY,
            0,
            Delivery.NO_DEADLINE,
            false,
            null);

    private static Call again(Call of, int number) {
        return of.again(of.envelope(), number, of.deadline(), false, done -> {});
    }

    @Test
    void isOneWhereNothingWasRepeated() {
        assertThat(call.attempts()).isEqualTo(1);
        again(call, 1); // a fallback, or the timeout of an attempt, only stands in for it
        assertThat(call.attempts()).isEqualTo(1);
    }

    @Test
    void countsThoseWithinOthers() {
        Call standIn = again(call, 1);
        again(standIn, 1);
        again(standIn, 2);
        again(again(standIn, 3), 3);
        assertThat(call.attempts()).isEqualTo(3);
        assertThat(standIn.attempts()).isEqualTo(3);
    }

    @Test
    void isThatOfTheGroupThatNeededMost() {
        again(call.part("one", Style.SEND, done -> {}), 2);
        again(call.part("two", Style.SEND, done -> {}), 4);
        assertThat(call.attempts()).isEqualTo(4);
    }

    @Test
    void ofAnAttemptIsAtLeastItsOwn() {
        assertThat(again(call, 3).attempts()).isEqualTo(3);
    }
}
