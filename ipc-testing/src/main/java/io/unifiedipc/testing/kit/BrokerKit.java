package io.unifiedipc.testing.kit;

/**
 * The part of {@link TransportKit} in which a broker matters most, to be run once more with one that dies: a transport's module may
 * have a subclass whose {@link TransportUnderTest.StopsBroker} kills the broker's process.
 *
 * <pre>{@code
 * class KafkaKilledKitTest extends BrokerKit {
 *     KafkaKilledKitTest() {
 *         super(KafkaUnderTest.killed());
 *     }
 * }
 * }</pre>
 *
 * <p>Its report is {@code target/broker-kit/<label>.csv}.
 */
public abstract class BrokerKit extends Kit
        implements StyleScenarios, RedeliveryScenarios, ParkingScenarios, BrokenScenarios {
    /** A kit for a transport. */
    protected BrokerKit(TransportUnderTest transport) {
        super(transport);
    }

    @Override
    final String folder() {
        return "broker-kit";
    }
}
