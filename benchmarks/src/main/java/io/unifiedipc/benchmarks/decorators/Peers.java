package io.unifiedipc.benchmarks.decorators;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.Timeout;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.unifiedipc.benchmarks.Subject;
import io.unifiedipc.benchmarks.load.OneCaller;
import io.unifiedipc.benchmarks.load.Payload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;

/** Circuit breaker, bulkhead and time limit of others around a future, with the values that are our defaults. */
final class Peers {
    static final String RESILIENCE4J = "Resilience4j chain";
    static final String FAILSAFE = "Failsafe";

    private static final int OUTSTANDING = 256;
    private static final int WINDOW = 100;
    private static final int FAILURE_PERCENT = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration OPEN_FOR = Duration.ofSeconds(10);

    private Peers() {}

    /** What is guarded: a future that is complete, or that the same thread completes as soon as it has got the outermost one. */
    private static final class Source {
        private final boolean later;
        private CompletableFuture<byte[]> last = new CompletableFuture<>();

        Source(boolean later) {
            this.later = later;
        }

        CompletableFuture<byte[]> ask(byte[] payload) {
            if (!later) {
                return CompletableFuture.completedFuture(payload);
            }
            last = new CompletableFuture<>();
            return last;
        }

        void answer(byte[] payload) {
            if (later) {
                last.complete(payload);
            }
        }
    }

    /**
     * The policies are made once, and chained for each call, since what they guard has the call's payload. A time limit that is no
     * longer needed is taken out of its scheduler at once.
     */
    static Subject resilience4j(boolean later) {
        Source source = new Source(later);
        Bulkhead bulkhead = Bulkhead.of(
                "bytes", BulkheadConfig.custom().maxConcurrentCalls(OUTSTANDING).build());
        TimeLimiter limit = TimeLimiter.of(TIMEOUT);
        CircuitBreaker breaker = CircuitBreaker.of("bytes", breaker());
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
        scheduler.setRemoveOnCancelPolicy(true);
        return new OneCaller(
                payload -> {
                    Supplier<CompletionStage<byte[]>> guarded =
                            Bulkhead.decorateCompletionStage(bulkhead, () -> source.ask(payload));
                    guarded = limit.decorateCompletionStage(scheduler, guarded);
                    guarded = CircuitBreaker.decorateCompletionStage(breaker, guarded);
                    CompletionStage<byte[]> answer = guarded.get();
                    source.answer(payload);
                    return answer.toCompletableFuture().join();
                },
                Payload.USUAL,
                DecoratorsGroup.BATCH,
                scheduler::shutdownNow);
    }

    private static CircuitBreakerConfig breaker() {
        return CircuitBreakerConfig.custom()
                .failureRateThreshold(FAILURE_PERCENT)
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(WINDOW)
                .waitDurationInOpenState(OPEN_FOR)
                .build();
    }

    static Subject failsafe(boolean later) {
        Source source = new Source(later);
        OnCaller scheduler = new OnCaller();
        FailsafeExecutor<byte[]> executor = Failsafe.with(
                        dev.failsafe.CircuitBreaker.<byte[]>builder()
                                .withFailureRateThreshold(FAILURE_PERCENT, WINDOW, OPEN_FOR)
                                .withDelay(OPEN_FOR)
                                .build(),
                        Timeout.<byte[]>of(TIMEOUT),
                        dev.failsafe.Bulkhead.<byte[]>of(OUTSTANDING))
                .with(scheduler);
        return new OneCaller(
                payload -> {
                    CompletableFuture<byte[]> answer = executor.getStageAsync(() -> source.ask(payload));
                    source.answer(payload);
                    return answer.join();
                },
                Payload.USUAL,
                DecoratorsGroup.BATCH,
                scheduler::close);
    }
}
