package io.unifiedipc.kafka;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.driver.Clients;
import io.unifiedipc.kafka.receive.Inbox;
import io.unifiedipc.kafka.receive.LogIntake;
import io.unifiedipc.kafka.receive.Member;
import io.unifiedipc.kafka.receive.QueueIntake;
import io.unifiedipc.kafka.receive.ShareMember;
import io.unifiedipc.kafka.topic.ParkedTopic;
import io.unifiedipc.kafka.topic.ShareGroup;
import io.unifiedipc.kafka.wire.Reading;
import io.unifiedipc.kafka.wire.Records;
import io.unifiedipc.spi.Address;
import io.unifiedipc.spi.BrokerLink;
import io.unifiedipc.spi.ChannelSpec;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Intake;
import io.unifiedipc.spi.ReceiveSpec;
import io.unifiedipc.spi.Receiver;
import io.unifiedipc.spi.ReturnAddress;
import io.unifiedipc.spi.Transfer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A channel: its topic, the groups of it that are received here, and the inbox for replies to what is sent from here. */
final class KafkaLink extends BrokerLink {
    private static final byte[] NO_CORRELATION = {};
    /** How many records a log's member takes from the driver at a time, which has fetched them anyway; a window is mostly less. */
    private static final int FETCHED = ConsumerConfig.DEFAULT_MAX_POLL_RECORDS;

    private final KafkaTransport transport;
    private final String topic;
    private final String replies;
    private final @Nullable String operationHeader;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final List<Supplier<CompletionStage<Void>>> closing = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    KafkaLink(KafkaTransport transport, ChannelSpec channel, Context context) {
        super(channel, context);
        this.transport = transport;
        topic = KafkaOptions.topic(channel);
        operationHeader = channel.options().find(KafkaOptions.OPERATION_HEADER);
        int partitions = KafkaOptions.partitions(channel);
        declare(topic, partitions, Map.of());
        watch(topic);
        replies = KafkaOptions.replies(channel, context.service());
        declare(replies, partitions, Map.of());
    }

    private void watch(String named) {
        transport
                .watch()
                .add(channel.name(), "topic " + named, () -> transport.topics().problem(named));
    }

    private void declare(String named, int partitions, Map<String, String> settings) {
        transport.topics().declare(named, partitions, channel.options().get(KafkaOptions.REPLICAS), settings);
    }

    @Override
    protected void publish(Transfer transfer) {
        if (closed) {
            transfer.fail(gone());
            return;
        }
        transport.outbox().publish(transfer, record(transfer));
    }

    private ProducerRecord<byte[], byte[]> record(Transfer transfer) {
        ReturnAddress to = transfer.to();
        if (to != null) {
            return Records.of(transfer, to.address().name(), Records.partition(to.address()), context.clock());
        }
        ProducerRecord<byte[], byte[]> record = Records.of(transfer, topic, null, context.clock());
        return operationHeader == null ? record : Records.named(record, operationHeader, transfer.envelope());
    }

    /** Writes a message to another topic than the channel's. */
    private CompletionStage<Void> write(String to, Envelope envelope) {
        Envelope directed = Envelope.EMPTY.answeredAt(ReturnAddress.of(Address.of(to), NO_CORRELATION));
        return answer(directed, envelope);
    }

    @Override
    protected CompletionStage<Address> openInbox(Replies taken, Consumer<IpcException> lost) {
        Inbox.Reader reader = new Inbox.Reader() {
            @Override
            public boolean waitsFor(byte[] correlation) {
                return hasMade(
                        correlation); // else it is of another channel, or of another process that shares the partition
            }

            @Override
            public void take(ReturnAddress to, Envelope reply) {
                taken.accept(to, reply);
            }

            @Override
            public void lost(IpcException failure) {
                lost.accept(failure);
            }
        };
        if (!asked.getAndSet(true)) {
            watch(replies);
        }
        return transport.inboxes().open(replies, this, reader);
    }

    @Override
    public Intake receive(ReceiveSpec spec, Receiver receiver) {
        boolean queue = channel.options().get(KafkaOptions.MODE) == KafkaOptions.Mode.QUEUE;
        String group = KafkaOptions.group(channel, spec.group());
        String parkedTopic = KafkaOptions.parked(channel, spec.group());
        declare(parkedTopic, 1, ParkedTopic.settings(queue)); // in the order in which they were parked
        watch(parkedTopic);
        ParkedTopic parked = new ParkedTopic(
                parkedTopic,
                topic,
                transport.topics(),
                () -> clients().consumer(channel.name() + "-parked", group + ".parked", spec.window()),
                this::write,
                context.executor());
        return queue ? queue(spec, receiver, group, parked, parkedTopic) : log(spec, receiver, group, parked);
    }

    private Intake log(ReceiveSpec spec, Receiver receiver, String group, ParkedTopic parked) {
        LogIntake intake = new LogIntake(this, receiver, spec.window(), reading(spec), context.clock(), parked);
        Member member = new Member(
                thread(spec.group().isEmpty() ? "log" : spec.group()),
                unwanted -> clients()
                        .consumer(
                                channel.name(),
                                group,
                                Math.max(spec.window(), FETCHED),
                                transport.brokers().haveNewGroups(unwanted)),
                topic,
                unwanted -> transport.topics().await(topic, false, unwanted),
                intake);
        closing.add(member::close);
        member.start();
        return intake;
    }

    private Intake queue(ReceiveSpec spec, Receiver receiver, String group, ParkedTopic parked, String parkedTopic) {
        String named = spec.group().isEmpty() ? "queue" : spec.group();
        String name = channel.name() + "-" + Long.toHexString(context.random().nextLong()); // one of this very process
        int members = Math.min(channel.options().get(KafkaOptions.MEMBERS), spec.window());
        Reading reading = reading(spec);
        ShareGroup its = new ShareGroup(
                transport.brokers(),
                transport.topics(),
                topic,
                group,
                parkedTopic,
                clients().clientId(name));
        transport.watch().add(channel.name(), "group " + group, its::problem);
        QueueIntake intake = new QueueIntake(
                thread(named),
                its,
                parked,
                members,
                (owner, number) -> new ShareMember(
                        thread(named) + "-member",
                        owner,
                        this,
                        receiver,
                        reading,
                        context.clock(),
                        () -> clients().sharing(name, group, share(spec.window(), members, number)),
                        topic));
        closing.add(intake::end);
        intake.start();
        return intake;
    }

    /** What a member takes at a time, so that together they take the window. */
    private static int share(int window, int members, int number) {
        return window / members + (number < window % members ? 1 : 0);
    }

    private Reading reading(ReceiveSpec spec) {
        return new Reading(
                topic,
                channel.options().find(KafkaOptions.OPERATION),
                operationHeader,
                spec.operations(),
                () -> context.count(KafkaTransportProvider.DROPPED_HEADER, channel.name()));
    }

    private Clients clients() {
        return transport.clients();
    }

    private String thread(String what) {
        return "ipc-" + context.service() + "-kafka-" + channel.name() + "-" + what;
    }

    @Override
    public CompletionStage<Void> close() {
        closed = true;
        failPending(gone());
        transport.inboxes().leave(this);
        CompletableFuture<?>[] all = closing.stream()
                .map(Supplier::get)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all);
    }

    private IpcException gone() {
        return IpcException.of(Kind.CLOSED, Executed.NO, "'" + channel.name() + "' is closed on this side");
    }
}
