package io.unifiedipc.testing.profile;

import io.unifiedipc.Executed;
import io.unifiedipc.memory.Profile;
import io.unifiedipc.memory.ProfileProvider;
import io.unifiedipc.spi.Capabilities;
import io.unifiedipc.spi.Capability;
import io.unifiedipc.spi.LatencyClass;
import java.util.Collection;
import java.util.List;

/**
 * How memory behaves like this library's transports, where they differ: data, each fact with its source. Found on the class
 * path:
 *
 * <pre>{@code
 * channels:
 *   orders: {transport: memory, memory: {like: kafka}}
 * }</pre>
 *
 * <p>What they don't imitate: how long things take, authentication, and the bytes on the wire.
 */
public final class TransportProfiles implements ProfileProvider {
    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final int KAFKA_WINDOW = 256;

    /**
     * A topic read by consumer groups.
     *
     * <ul>
     *   <li>Size: the producer's {@code max.request.size} is 1,048,576 by default and counts the record with its headers; it
     *       refuses a larger one itself, so NO. Headers have no limit of their own.
     *       (<a href="https://kafka.apache.org/documentation/#producerconfigs_max.request.size">producer configuration</a>)
     *   <li>Order: records of one key go to one partition, and one consumer of a group reads it.
     *       (<a href="https://kafka.apache.org/documentation/#intro_consumers">consumers</a>) Which partition a key has
     *       differs from Kafka's own hash, and records without a key take turns record by record, not batch by batch.
     *   <li>Partitions: as many as a topic has; the broker's own default is one
     *       (<a href="https://kafka.apache.org/documentation/#brokerconfigs_num.partitions">num.partitions</a>), which would let
     *       nobody compete, so there are {@value #KAFKA_PARTITIONS} here.
     *   <li>Position: what is committed is an offset, so a consumer that takes over repeats what was settled above it.
     *       (docs/adr/0001: "commit of the lowest finished")
     *   <li>Rebalance: what a member has of a partition that it must give away is another's from then on; partitions that need
     *       not move stay. (<a href="https://kafka.apache.org/documentation/#consumerconfigs_partition.assignment.strategy">
     *       cooperative assignment</a>) A stopped receiver stays a member until its last delivery is settled. (docs/drivers.md)
     *   <li>Window: what a member fetches early of its partitions it takes from nobody. (docs/adr/0012)
     *   <li>No attempt count: a log has none that survives a crash.
     *   <li>Absence: a topic exists when somebody has made it, whoever reads it; nobody listening is not seen. (docs/adr/0001)
     *   <li>Start: commands from the oldest, since they were sent to somebody ({@code auto.offset.reset: earliest}); a new group
     *       of events from its first member on ({@code latest}, the default).
     *       (<a href="https://kafka.apache.org/documentation/#consumerconfigs_auto.offset.reset">auto.offset.reset</a>)
     *   <li>No cancellation: a record in the producer's buffer can't be withdrawn. (docs/drivers.md)
     * </ul>
     */
    public static final Profile KAFKA = new Profile(
            "kafka",
            Profile.Storage.LOG,
            Capabilities.of(
                            MIB,
                            Capability.REQUEST,
                            Capability.SEND,
                            Capability.PUBLISH,
                            Capability.GATHER,
                            Capability.STORED,
                            Capability.DURABLE,
                            Capability.REDELIVERY,
                            Capability.PARKING,
                            Capability.KEY_ORDER,
                            Capability.RECEIVER_ORDER,
                            Capability.COMPETING,
                            Capability.PAUSE,
                            Capability.DEPTH)
                    .with(LatencyClass.BROKER)
                    .withMaxMessageBytes(MIB)
                    .withLeastWindow(KAFKA_WINDOW),
            true,
            Executed.NO,
            TransportProfiles.KAFKA_PARTITIONS);

    /** How many partitions a topic of {@link #KAFKA} has. */
    public static final int KAFKA_PARTITIONS = 4;

    /**
     * A quorum queue of RabbitMQ, by AMQP 0-9-1.
     *
     * <ul>
     *   <li>Size: the broker takes 16 MiB by default, and closes the channel at more; a sender that knows the limit checks it
     *       before, so NO. (<a href="https://www.rabbitmq.com/docs/configure">max_message_size</a>)
     *   <li>Headers: they travel in one frame, 128 KiB by default, with the other properties; oversized ones kill the channel.
     *       (<a href="https://www.rabbitmq.com/docs/configure">frame_max</a>)
     *   <li>Attempt count: a quorum queue counts deliveries.
     *       (<a href="https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling">poison message handling</a>) It is an
     *       upper bound: untouched prefetched messages are counted too. (docs/adr/0001)
     *   <li>Order: a message that comes back is put near the head of the queue, and goes to whoever is next; so with several
     *       receivers a key has no order.
     *       (<a href="https://www.rabbitmq.com/docs/confirms#consumer-nacks-requeue">requeueing</a>)
     *   <li>Absence: a mandatory message that no queue takes is returned, NO. (docs/adr/0001)
     * </ul>
     */
    public static final Profile AMQP = new Profile(
            "amqp",
            Profile.Storage.QUEUE,
            Capabilities.of(
                            120 * KIB,
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
                            Capability.COMPETING,
                            Capability.ABSENCE_KNOWN,
                            Capability.PAUSE,
                            Capability.DEPTH)
                    .with(LatencyClass.BROKER)
                    .withMaxMessageBytes(16 * MIB),
            false,
            Executed.NO,
            1);

    /**
     * The HTTP transport of this library: {@code HttpTransportProvider} says what it can, docs/http.md what it answers. Its only
     * limits are {@code max-payload} of either side, and a quarter of its default of {@code max-header-bytes} for headers.
     */
    public static final Profile HTTP = direct("http", 8 * KIB, Integer.MAX_VALUE, Executed.NO);

    /**
     * gRPC by grpc-java.
     *
     * <ul>
     *   <li>Size: either side takes messages of 4 MiB by default, and says RESOURCE_EXHAUSTED for more, from which a caller can't
     *       tell whether the request or the reply was meant: MAYBE.
     *       (<a href="https://grpc.github.io/grpc-java/javadoc/io/grpc/ManagedChannelBuilder.html#maxInboundMessageSize(int)">
     *       maxInboundMessageSize</a>; docs/adr/0001)
     *   <li>Headers: 8 KiB, counted with 32 bytes for each.
     *       (<a href="https://grpc.github.io/grpc-java/javadoc/io/grpc/ManagedChannelBuilder.html#maxInboundMetadataSize(int)">
     *       maxInboundMetadataSize</a>)
     *   <li>Deadlines and cancellation reach the server, whose handler hears of them within milliseconds. (docs/drivers.md)
     * </ul>
     */
    public static final Profile GRPC = direct("grpc", 8 * KIB, 4 * MIB, Executed.MAYBE);

    /** Made by the service loader. */
    public TransportProfiles() {}

    private static Profile direct(String name, int headerBytes, int messageBytes, Executed tooLarge) {
        Capabilities capabilities = Capabilities.of(
                        headerBytes,
                        Capability.REQUEST,
                        Capability.SEND,
                        Capability.PUBLISH,
                        Capability.GATHER,
                        Capability.RECEIVER_ORDER,
                        Capability.COMPETING,
                        Capability.CANCEL_REACHES_PEER,
                        Capability.ABSENCE_KNOWN)
                .withMaxMessageBytes(messageBytes);
        return new Profile(name, Profile.Storage.NONE, capabilities, false, tooLarge, 1);
    }

    @Override
    public Collection<Profile> profiles() {
        return List.of(KAFKA, AMQP, HTTP, GRPC);
    }
}
