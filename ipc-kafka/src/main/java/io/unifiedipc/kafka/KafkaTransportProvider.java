package io.unifiedipc.kafka;

import io.unifiedipc.kafka.driver.DriverVersion;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.LatencyClass;
import io.unifiedipc.spi.Schema;
import io.unifiedipc.spi.Transport;
import io.unifiedipc.spi.TransportProvider;

/**
 * Apache Kafka, under the name {@code kafka}. A channel is a topic, a group is a consumer group, and replies come by a topic that
 * the instances of a service share.
 *
 * <pre>{@code
 * ipc:
 *   channels:
 *     orders: {transport: kafka, kafka: {topic: orders.commands}}
 *   transports:
 *     kafka: {bootstrap-servers: [localhost:9092]}
 * }</pre>
 */
public final class KafkaTransportProvider implements TransportProvider {
    /** What {@code ipc.oddities} calls a header of a received record that is left out: its name is no token. */
    public static final String DROPPED_HEADER = "dropped-header";

    /**
     * The default of both the producer's <a href="https://kafka.apache.org/documentation/#producerconfigs_max.request.size">
     * max.request.size</a> and, nearly, the topic's max.message.bytes. Headers are part of it.
     */
    private static final int MIB = 1 << 20;
    /**
     * A partition has one receiver, so what that takes early it takes from nobody. An answered message is settled when the broker has
     * its reply, and too small a window would wait for that: what one caller may have outstanding should fit.
     */
    private static final int LEAST_WINDOW = 256;

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Schema transportOptions() {
        return KafkaOptions.TRANSPORT;
    }

    @Override
    public Schema channelOptions() {
        return KafkaOptions.CHANNEL;
    }

    @Override
    public Capabilities capabilities(ChannelSpec channel) {
        Capabilities both = Capabilities.of(
                        MIB,
                        Capability.REQUEST,
                        Capability.SEND,
                        Capability.PUBLISH,
                        Capability.GATHER,
                        Capability.STORED,
                        Capability.DURABLE,
                        Capability.REDELIVERY,
                        Capability.ATTEMPT_COUNT,
                        Capability.PARKING,
                        Capability.RECEIVER_ORDER,
                        Capability.KEY_ORDER,
                        Capability.COMPETING,
                        Capability.PAUSE,
                        Capability.DEPTH)
                .withMaxMessageBytes(MIB)
                .with(LatencyClass.BROKER);
        return channel.options().get(KafkaOptions.MODE) == KafkaOptions.Mode.QUEUE
                ? both.without(Capability.KEY_ORDER).without(Capability.RECEIVER_ORDER)
                : both.without(Capability.ATTEMPT_COUNT).withLeastWindow(LEAST_WINDOW);
    }

    @Override
    public Transport open(Config options, Context context) {
        DriverVersion.check();
        return new KafkaTransport(options, context);
    }
}
