package io.unifiedipc.testing.kit;

/**
 * What guards calls, over a transport: the same scenarios for each, as the decorators of {@code ipc-resilience} know no
 * transport. Where that is on the test class path, a transport's module may have one subclass, beside its {@link TransportKit}:
 *
 * <pre>{@code
 * class KafkaResilienceKitTest extends ResilienceKit {
 *     KafkaResilienceKitTest() {
 *         super(new KafkaUnderTest());
 *     }
 * }
 * }</pre>
 *
 * <p>Its report is {@code target/resilience-kit/<label>.csv}.
 */
public abstract class ResilienceKit extends Kit implements ResilienceScenarios {
    /** A kit for a transport. */
    protected ResilienceKit(TransportUnderTest transport) {
        super(transport);
    }

    @Override
    final String folder() {
        return "resilience-kit";
    }
}
