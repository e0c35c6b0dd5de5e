package io.unifiedipc.testing.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.memory.MemoryBroker;
import io.unifiedipc.memory.Profile;
import io.unifiedipc.spi.Capability;
import org.junit.jupiter.api.Test;

/** How a profile is chosen, and what the configuration says where it can't be. */
class ProfileConfigTest {
    private static Ipc open(MemoryBroker broker, String channels) {
        String yaml = "ipc:\n  service: test\n  transport: memory\n  channels:\n    " + channels + "\n";
        return Ipc.builder().isolated().yaml(yaml).add(broker).build();
    }

    @Test
    void aWrongNameIsAProblemWithItsLineAndTheNearestGoodOne() {
        assertThatThrownBy(() -> open(new MemoryBroker(), "orders: {memory: {like: kafak}}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("channels.orders.memory.like", "'kafak'", "did you mean 'kafka'?", "5");
    }

    @Test
    void whatAProfileCantDoIsRefusedAsOnItsTransport() {
        assertThatThrownBy(() -> open(new MemoryBroker(), "orders: {on-failure: {then: park}, memory: {like: http}}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nowhere to park");
    }

    @Test
    void twoWhoUseOnePlaceMustTakeItForTheSame() {
        MemoryBroker broker = new MemoryBroker();
        try (Ipc one = open(broker, "orders: {memory: {like: kafka}}");
                Ipc two = open(broker, "orders: {memory: {like: amqp}}");
                Ipc three = open(broker, "orders: {memory: {like: kafka}}")) {
            assertThat(one.channel("orders")).isNotNull();
            assertThatThrownBy(() -> two.channel("orders"))
                    .isInstanceOfSatisfying(
                            IpcException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED))
                    .hasMessageContainingAll("'orders'", "kafka", "amqp", "memory.like");
            assertThat(three.channel("orders")).isNotNull();
        }
    }

    @Test
    void eachProfileClaimsOnlyWhatItsStorageCanDo() {
        for (Profile each : new TransportProfiles().profiles()) {
            boolean stored = each.storage() != Profile.Storage.NONE;
            for (Capability power : new Capability[] {
                Capability.STORED, Capability.REDELIVERY, Capability.PARKING, Capability.PAUSE, Capability.DEPTH
            }) {
                assertThat(each.capabilities().has(power))
                        .as(each.name() + " " + power)
                        .isEqualTo(stored);
            }
            assertThat(each.capabilities().has(Capability.CANCEL_REACHES_PEER))
                    .as(each.name())
                    .isEqualTo(!stored);
        }
    }
}
