package io.unifiedipc.testing.kit;

import io.unifiedipc.Extension;
import io.unifiedipc.memory.MemoryBroker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The transport in memory: a broker for each plan, which can be broken. */
public final class MemoryUnderTest extends TransportUnderTest
        implements TransportUnderTest.StopsBroker,
                TransportUnderTest.BreaksConnections,
                TransportUnderTest.KillsReceivers {
    private final Map<String, MemoryBroker> brokers = new ConcurrentHashMap<>();
    private final String like;

    /** As it is by itself. */
    public MemoryUnderTest() {
        this("");
    }

    /** As it is when it is like another transport. */
    public MemoryUnderTest(String like) {
        this.like = like;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String label() {
        return like.isEmpty() ? name() : "memory like " + like;
    }

    @Override
    public String channel(Plan plan, Plan.Place place) {
        return like.isEmpty() ? "{}" : "{like: " + like + "}";
    }

    @Override
    public List<Extension> extensions(Plan plan) {
        return List.of(broker(plan));
    }

    private MemoryBroker broker(Plan plan) {
        return brokers.computeIfAbsent(plan.mark(), mark -> new MemoryBroker());
    }

    @Override
    public void stopBroker(Plan plan) {
        broker(plan).stop();
    }

    @Override
    public void startBroker(Plan plan) {
        broker(plan).resume();
    }

    @Override
    public void breakConnections(Plan plan) {
        broker(plan).restart();
    }

    @Override
    public void kill(Plan plan, String service) {
        broker(plan).kill(service);
    }

    @Override
    public void end(Plan plan) {
        brokers.remove(plan.mark());
    }

    @Override
    public int largest() {
        return like.equals("kafka") ? 1 << 20 : super.largest();
    }

    @Override
    public boolean slow() {
        return !like.isEmpty();
    }
}
