package io.unifiedipc.resilience.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.Operation;
import io.unifiedipc.resilience.Alone;
import io.unifiedipc.resilience.retry.Scripted.Answer;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What really arrives at a service, over real sockets. */
class RetryOverHttpTest {
    private static final AtomicInteger COUNT = new AtomicInteger();

    record Plain(String what) {}

    @Operation(idempotent = true)
    record Safe(String what) {}

    record Done(int number) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private Ipc caller(String base, String keys) {
        String service = "retry-over-http-" + COUNT.incrementAndGet();
        String yaml = """
                ipc:
                  service: %s
                  channels:
                    orders: {transport: http, http: {address: '%s'}, %s, %s}
                """.formatted(service, base, Alone.without("retry", "attempt-timeout"), keys);
        return guard.watch(service, Ipc.builder().isolated().yaml(yaml).build());
    }

    private static IpcException failure(Ipc caller, Object what) {
        return catchThrowableOfType(
                IpcException.class, () -> caller.channel("orders").call(Command.of(what), Done.class));
    }

    @Test
    void whoAsksToBeLeftAloneIsLeftAlone() {
        try (Scripted peer = new Scripted(new Answer(429, "1"), Scripted.GOOD)) {
            Ipc caller = caller(peer.base(), "timeout: 20s, retry: {attempts: 3}");
            Command<Plain> command = Command.of(new Plain("x"));
            long began = System.nanoTime();

            assertThat(caller.channel("orders").call(command, Done.class)).isEqualTo(new Done(2));
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(peer.arrived).hasSize(2);
            assertThat(peer.arrived.get(0)).doesNotContainKey("Ipc-attempt");
            assertThat(peer.arrived.get(1).get("Ipc-attempt")).containsExactly("2");
            assertThat(peer.arrived.stream().map(each -> each.getFirst("Ce-id")))
                    .containsExactly(command.id(), command.id());
            assertThat(peer.arrived.stream()
                            .map(each -> each.getFirst("Idempotency-key"))
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void whoAsksForLongerThanThereIsTimeIsNotAskedAgain() {
        try (Scripted peer = new Scripted(new Answer(429, "60"))) {
            IpcException failure = failure(caller(peer.base(), "timeout: 20s, retry: {attempts: 3}"), new Safe("x"));

            assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(failure.executed()).isEqualTo(Executed.NO);
            assertThat(failure.retryAfter()).isEqualTo(Duration.ofMinutes(1));
            assertThat(failure.text())
                    .contains("not tried again, as that would be in 60000 ms, as it was asked to, and");
            assertThat(peer.arrived).hasSize(1);
        }
    }

    @Test
    void aStrangersFailureIsRepeatedWhereThatIsSafe() {
        Answer broken = new Answer(500, "");
        try (Scripted peer = new Scripted(broken, broken, broken, broken)) {
            Ipc caller = caller(peer.base(), "timeout: 20s, retry: {attempts: 3, backoff: 5ms}");
            assertThat(failure(caller, new Plain("x")).executed()).isEqualTo(Executed.MAYBE);
            assertThat(peer.arrived).hasSize(1);

            assertThat(failure(caller, new Safe("x")).executed()).isEqualTo(Executed.MAYBE);
            assertThat(peer.arrived).hasSize(4);
        }
    }

    @Test
    void whatIsRefusedIsNotRepeated() {
        try (Scripted peer = new Scripted(new Answer(403, ""))) {
            IpcException failure = failure(caller(peer.base(), "timeout: 20s, retry: {attempts: 3}"), new Safe("x"));
            assertThat(failure.kind()).isEqualTo(Kind.UNAUTHORIZED);
            assertThat(peer.arrived).hasSize(1);
        }
    }

    @Test
    void whereNobodyListensNothingArrives() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        IpcException failure = failure(
                caller("http://127.0.0.1:" + port, "timeout: 20s, retry: {attempts: 4, backoff: 5ms}"), new Plain("x"));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        assertThat(failure.text()).contains("that was the last of 4 attempts");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAttemptThatHangsIsRepeatedElsewhere(boolean blocking) {
        try (Scripted peer = new Scripted(Scripted.HANGS, Scripted.GOOD)) {
            Ipc caller = caller(
                    peer.base(), "timeout: 20s, attempt-timeout: {after: 500ms}, retry: {attempts: 9, backoff: 5ms}");
            Command<Safe> command = Command.of(new Safe("x"));
            Done done = blocking
                    ? caller.channel("orders").call(command, Done.class)
                    : Await.result(caller.channel("orders").callAsync(command, Done.class))
                            .payload();

            assertThat(done).isEqualTo(new Done(2));
            Await.until(
                    "the first attempt's work has ended", () -> caller.counts().outstanding() == 0);
            peer.letGo();
            assertThat(caller.channel("orders").call(Command.of(new Plain("x")), Done.class))
                    .isEqualTo(new Done(3));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAttemptThatHangsSaysWhichTimeHasPassed(boolean blocking) {
        try (Scripted peer = new Scripted(Scripted.HANGS)) {
            Ipc caller = caller(peer.base(), "timeout: 20s, attempt-timeout: {after: 300ms}, retry: {attempts: 2}");
            Throwable thrown = blocking
                    ? failure(caller, new Plain("x"))
                    : Await.failure(caller.channel("orders").callAsync(Command.of(new Plain("x")), Done.class));

            assertThat(thrown).isInstanceOfSatisfying(IpcException.class, failure -> {
                assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
                assertThat(failure.executed()).isEqualTo(Executed.MAYBE);
                assertThat(failure.text())
                        .startsWith("'orders' gave no answer to Plain within 300 ms, the attempt-timeout.after")
                        .contains("neither idempotent nor deduplicated");
            });
            assertThat(peer.arrived).hasSize(1);
            assertThat(peer.arrived.get(0).getFirst("Ipc-deadline-ms"))
                    .satisfies(left -> assertThat(Integer.parseInt(left)).isBetween(1, 300));
        }
    }
}
