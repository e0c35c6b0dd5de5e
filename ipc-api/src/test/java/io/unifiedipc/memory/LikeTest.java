package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import org.junit.jupiter.api.Test;

/** Profiles, where there are none. */
class LikeTest {
    @Test
    void whereNoProfileIsOnTheClassPathItSaysWhatToAdd() {
        String yaml = """
                ipc:
                  service: test
                  channels:
                    orders:
                      transport: memory
                      memory: {like: kafka}
                """;
        assertThatThrownBy(() -> Ipc.builder().isolated().yaml(yaml).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "6", "channels.orders.memory.like", "'kafka'", "add ipc-testing to the test class path");
    }

    @Test
    void withoutOneAChannelIsAsMemoryIs() {
        ChannelSpec channel = new ChannelSpec("orders", ChannelKind.COMMANDS, "1.0.0", 1, Config.EMPTY);
        assertThat(new MemoryBroker().capabilities(channel)).isEqualTo(Profile.MEMORY.capabilities());
    }

    @Test
    void aProfileLeavesRoom() {
        assertThatThrownBy(() ->
                        new Profile("none", Profile.Storage.LOG, Profile.MEMORY.capabilities(), false, Executed.NO, 0))
                .hasMessageContainingAll("'none'", "0 partitions");
    }
}
