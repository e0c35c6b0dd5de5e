package io.unifiedipc.testing.kit;

import io.unifiedipc.Extension;
import java.time.Duration;
import java.util.List;

/**
 * One transport, as {@link TransportKit} needs to know it: where it is, and how it is configured. All else follows from the
 * capabilities that its {@link io.unifiedipc.spi.TransportProvider} declares.
 *
 * <pre>{@code
 * final class KafkaUnderTest extends TransportUnderTest {
 *     private final Broker broker = new Broker();
 *
 *     @Override public String name() { return "kafka"; }
 *     @Override public void start() { broker.start(); }
 *     @Override public void stop() { broker.stop(); }
 *     @Override public String transport(Plan plan, int peer) { return "{bootstrap-servers: " + broker.address() + "}"; }
 *     @Override public String channel(Plan plan, Plan.Place place) { return "{topic: " + plan.mark() + "." + place.channel() + "}"; }
 * }
 * }</pre>
 *
 * <p>Further powers are small interfaces in here: {@link StopsBroker}, {@link BreaksConnections}, {@link KillsReceivers}. A
 * scenario that needs one which is not implemented says so and is skipped.
 */
public abstract class TransportUnderTest {
    /** For subclasses. */
    protected TransportUnderTest() {}

    /** The transport's name in the configuration. */
    public abstract String name();

    /** What reports call it: its name, and what is special about this one. */
    public String label() {
        return name();
    }

    /** Starts what all scenarios share, such as a broker. Called once, before everything else. */
    public void start() throws Exception {}

    /** Stops it again. Called once, at the end. */
    public void stop() throws Exception {}

    /** The keys under {@code transports.<name>} of one peer, as YAML in its flow style. Peer 0 is the caller. */
    public String transport(Plan plan, int peer) {
        return "{}";
    }

    /**
     * The keys under {@code channels.<channel>.<name>}, as YAML in its flow style: where the channel is. No two plans may
     * meet: {@link Plan#mark()} is in what they share.
     */
    public String channel(Plan plan, Plan.Place place) {
        return "{}";
    }

    /** What is added to the builder of each peer of a plan, such as the object for a broker in memory. */
    public List<Extension> extensions(Plan plan) {
        return List.of();
    }

    /** A plan is over: nothing of it is needed any more. */
    public void end(Plan plan) {}

    /** Whether each scenario runs in one call style only, and a few in all of them: for brokers and networks. */
    public boolean slow() {
        return true;
    }

    /** Bytes of the largest message that it is set up to take, headers included. Payloads go up to 1.5 MiB where that fits. */
    public int largest() {
        return 4 << 20;
    }

    /** How many messages the storm sends, unless the system property {@code kit.storm} says another number. */
    public int storm() {
        return 100_000;
    }

    /** How long the storm may take. */
    public Duration stormWithin() {
        return Duration.ofSeconds(100);
    }

    /** Threads and connections of this transport that are still there, in words; empty when a scenario has left nothing. */
    public List<String> leftovers() {
        return List.of();
    }

    /** A transport whose broker can go away and come back, with what it has stored. */
    public interface StopsBroker {
        /** Stops it. */
        void stopBroker(Plan plan) throws Exception;

        /** Starts it again, in the same place. */
        void startBroker(Plan plan) throws Exception;
    }

    /** A transport whose connections can be cut while both ends live. */
    public interface BreaksConnections {
        /** Cuts all there are now; new ones can be made at once. */
        void breakConnections(Plan plan) throws Exception;
    }

    /** A transport in one process: others get a process of their own, which is killed. */
    public interface KillsReceivers {
        /** From now on nothing of the peer with this service's name reaches anybody, as if its process were gone. */
        void kill(Plan plan, String service);
    }
}
