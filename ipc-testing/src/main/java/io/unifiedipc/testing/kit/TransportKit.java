package io.unifiedipc.testing.kit;

/**
 * The conformance kit: what an application may rely on, whatever carries its messages. A transport's module has one subclass:
 *
 * <pre>{@code
 * class KafkaKitTest extends TransportKit {
 *     KafkaKitTest() {
 *         super(new KafkaUnderTest());
 *     }
 * }
 * }</pre>
 *
 * <p>Which scenarios run follows from the capabilities that the transport declares; one that is skipped says which it misses.
 * Each has a plan and addresses of its own, waits for conditions and never for a time, and is checked for leaks: threads,
 * connections, permits, pending replies, unsettled messages, uncaught exceptions.
 */
public abstract class TransportKit extends Kit
        implements StyleScenarios,
                HeaderScenarios,
                PayloadScenarios,
                OrderScenarios,
                GroupScenarios,
                FailureScenarios,
                VersionScenarios,
                DeadlineScenarios,
                CancelScenarios,
                RedeliveryScenarios,
                DuplicateScenarios,
                ParkingScenarios,
                ClosingScenarios,
                AwayScenarios,
                BrokenScenarios,
                OverloadScenarios,
                PauseScenarios,
                MixScenarios,
                StormScenarios {
    /** A kit for a transport. */
    protected TransportKit(TransportUnderTest transport) {
        super(transport);
    }

    @Override
    final String folder() {
        return "kit";
    }
}
