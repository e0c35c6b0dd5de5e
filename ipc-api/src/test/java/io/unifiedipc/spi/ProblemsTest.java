package io.unifiedipc.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.Headers;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {
    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyFailureComesBackAsItWas(Kind kind) {
        for (Executed executed : Executed.values()) {
            Envelope sent = Problems.encode(IpcException.of(kind, executed, "what happened"));
            IpcException back = Problems.decode("orders", sent);

            assertThat(Problems.isFailure(sent)).isTrue();
            assertThat(back.kind()).isEqualTo(kind);
            assertThat(back.executed()).isEqualTo(executed);
            assertThat(back.problem().detail()).isEqualTo("what happened");
            assertThat(back.problem().members()).containsKeys("kind", "executed");
        }
    }

    /** Another receiver may be there; who closes itself has nobody else. */
    @Test
    void theOthersClosingMayPass() {
        IpcException closed = IpcException.of(Kind.CLOSED, Executed.NO, "closing");
        assertThat(closed.retrySafe()).isFalse();
        assertThat(Problems.decode("orders", Problems.encode(closed)).retrySafe())
                .isTrue();
    }

    @Test
    void howLongToWaitTravelsInWholeSeconds() {
        IpcException busy = IpcException.of(Kind.OVERLOADED, Executed.NO, "busy");
        assertThat(Problems.decode("orders", Problems.encode(busy)).retryAfter())
                .isNull();
        IpcException back = Problems.decode("orders", Problems.encode(busy.retryAfter(Duration.ofMillis(1500))));
        assertThat(back.retryAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(back.here().retryAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(back.executed(Executed.MAYBE).retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "99999999999"})
    void aWaitThatIsNoneIsNotTaken(String text) {
        Envelope sent = Problems.encode(IpcException.of(Kind.OVERLOADED, Executed.NO, "busy"));
        Envelope odd = sent.withHeaders(sent.headers().with(HeaderNames.RETRY_AFTER, text));
        assertThat(Problems.decode("orders", odd).retryAfter()).isNull();
    }

    @Test
    void membersSurvive() {
        Problem problem = new Problem(
                "https://example.org/p",
                "Title",
                0,
                "detail",
                Map.of("a", 1, "b", List.of("x"), "c", Map.of("d", true)));
        Problem back = Problems.read(Problems.encode(IpcException.reported(Kind.REFUSED, Executed.YES, "text", problem))
                .body());

        assertThat(back.type()).isEqualTo("https://example.org/p");
        assertThat(back.title()).isEqualTo("Title");
        assertThat(back.members()).containsEntry("a", 1).containsEntry("b", List.of("x"));
    }

    @Test
    void aMemberCannotPretendAnotherKind() {
        Problem problem = new Problem("about:blank", "t", 0, "d", Map.of("kind", "timeout", "executed", "no"));
        Envelope sent = Problems.encode(IpcException.reported(Kind.REFUSED, Executed.YES, "text", problem));

        assertThat(Problems.decode("orders", sent).executed()).isEqualTo(Executed.YES);
        assertThat(Problems.read(sent.body()).members()).containsEntry("kind", "refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "[1,2]",
                "1",
                "\"text\"",
                "{",
                "{\"a\":",
                "{}",
                "{\"type\":1,\"title\":[],\"status\":\"x\"}",
                "{\"detail\":null,\"data\":null,\"kind\":null}",
                "{\"detail\":{}}",
                "\u0000\u0001",
                "<html>no</html>",
                "{\"status\":99999999999999999999}",
                "{\"a\":1}{\"b\":2}",
                "{\"refusal\":1,\"data\":[1]}"
            })
    void rubbishIsAFailureToo(String body) {
        Problem problem = Problems.read(body.getBytes(StandardCharsets.UTF_8));

        assertThat(problem.detail()).isNotNull();
        assertThat(problem.refusal()).isNull();
        assertThat(problem.data()).isEmpty();
    }

    @Test
    void deepOrLongRubbishIsAFailureToo() {
        assertThat(Problems.read("[".repeat(100_000).getBytes(StandardCharsets.UTF_8))
                        .detail())
                .isNotEmpty();
        assertThat(Problems.read("{\"a\":".repeat(100_000).getBytes(StandardCharsets.UTF_8))
                        .detail())
                .isNotEmpty();
        assertThat(Problems.read(("{\"detail\":\"" + "x".repeat(1_000_000) + "\"}").getBytes(StandardCharsets.UTF_8))
                        .detail())
                .hasSizeLessThan(1_100);
        assertThat(Problems.read(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1}).detail())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "timeout,no,TIMEOUT,NO",
        "TIMEOUT,NO,FAILED,MAYBE",
        "connection-lost,yes,CONNECTION_LOST,YES",
        "nonsense,perhaps,FAILED,MAYBE",
        "'','',FAILED,MAYBE"
    })
    void wordsNobodyKnowsMeanMaybe(String kind, String executed, Kind asKind, Executed asExecuted) {
        Envelope reply = Envelope.of(
                Headers.EMPTY.plus(Problems.KIND, kind).plus(Problems.EXECUTED, executed), new byte[] {'{', '}'});

        assertThat(Problems.decode("orders", reply).kind()).isEqualTo(asKind);
        assertThat(Problems.decode("orders", reply).executed()).isEqualTo(asExecuted);
    }

    @Test
    void aFailureWithoutAWordOfExecutedIsMaybe() {
        Envelope reply = Envelope.of(Headers.EMPTY.plus(Problems.KIND, "refused"), new byte[0]);

        assertThat(Problems.decode("orders", reply).executed()).isEqualTo(Executed.MAYBE);
    }
}
