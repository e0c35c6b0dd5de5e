package io.unifiedipc.resilience.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
    private static final OperationSpec PAY = OperationSpec.of("Pay", Object.class, Object.class);
    private static final Set<Kind> BAD = EnumSet.of(
            Kind.TIMEOUT,
            Kind.EXPIRED,
            Kind.UNREACHABLE,
            Kind.CONNECTION_LOST,
            Kind.UNROUTABLE,
            Kind.NOBODY_LISTENING,
            Kind.FAILED,
            Kind.OVERLOADED,
            Kind.CIRCUIT_OPEN);

    private static Verdict verdict(boolean atLink, @Nullable IpcException failure) {
        Call call = new Call("payments", PAY, Style.SEND, Envelope.EMPTY, 0, Delivery.NO_DEADLINE, false, null);
        if (atLink) {
            call.reachesLink();
        }
        if (failure == null) {
            call.succeed(Envelope.EMPTY);
        } else {
            call.fail(failure);
        }
        return Verdict.of(call);
    }

    @Test
    void anAnswerIsGoodAndACallThatWasNeverDoneSaysNothing() {
        assertThat(verdict(true, null)).isEqualTo(Verdict.GOOD);
        Call ended = new Call("payments", PAY, Style.SEND, Envelope.EMPTY, 0, Delivery.NO_DEADLINE, false, null);
        ended.reachesLink();
        ended.end();
        assertThat(Verdict.of(ended)).isEqualTo(Verdict.NONE);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatTheLinkFoundCountsByItsKind(Kind kind) {
        assertThat(verdict(true, IpcException.of(kind, Executed.NO, "found here")))
                .isEqualTo(BAD.contains(kind) ? Verdict.BAD : Verdict.NONE);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatWasAnsweredCountsAsGoodUnlessItTellsOfTrouble(Kind kind) {
        Problem problem = new Problem("about:blank", "It", 0, "says", Map.of());
        boolean trouble = kind == Kind.CLOSED || (BAD.contains(kind) && kind != Kind.UNROUTABLE);
        Verdict right = trouble ? Verdict.BAD : kind == Kind.CANCELLED ? Verdict.NONE : Verdict.GOOD;
        assertThat(verdict(true, IpcException.reported(kind, Executed.NO, "it says", problem)))
                .isEqualTo(right);
        assertThat(verdict(true, IpcException.of(kind, Executed.YES, "it ran"))).isEqualTo(right);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatTheLinkNeverHadCountsAsNothing(Kind kind) {
        assertThat(verdict(false, IpcException.of(kind, Executed.NO, "refused here")))
                .isEqualTo(Verdict.NONE);
    }
}
