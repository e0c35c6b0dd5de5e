package io.unifiedipc.kafka;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.receive.Inbox;
import io.unifiedipc.kafka.receive.LogIntake;
import io.unifiedipc.kafka.receive.Member;
import io.unifiedipc.kafka.topic.ParkedTopic;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A channel: its topic, the groups of it that are received here, and the inbox for replies to what is sent from here. */
final class KafkaLink extends BrokerLink {
    private static final byte[] NO_CORRELATION = {};

    private final KafkaTransport transport;
    private final String topic;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final List<Inbox> inboxes = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    KafkaLink(KafkaTransport transport, ChannelSpec channel, Context context) {
        super(channel, context);
        this.transport = transport;
        topic = KafkaOptions.topic(channel);
        int partitions = channel.options().get(KafkaOptions.PARTITIONS);
        declare(topic, partitions);
        declare(KafkaOptions.replies(channel, context.service()), partitions);
    }

    private void declare(String named, int partitions) {
        transport.topics().declare(named, partitions, channel.options().get(KafkaOptions.REPLICAS));
    }

    @Override
    protected void publish(Transfer transfer) {
        if (closed) {
            transfer.fail(gone());
            return;
        }
        ReturnAddress to = transfer.to();
        if (to == null) {
            transport.outbox().publish(transfer, topic, null);
        } else {
            transport.outbox().publish(transfer, to.address().name(), Records.partition(to.address()));
        }
    }

    /** Writes a message to another topic than the channel's. */
    private CompletionStage<Void> write(String to, Envelope envelope) {
        Envelope directed = Envelope.EMPTY.answeredAt(ReturnAddress.of(Address.of(to), NO_CORRELATION));
        return answer(directed, envelope);
    }

    @Override
    protected CompletionStage<Address> openInbox(Replies replies, Consumer<IpcException> lost) {
        String replyTopic = KafkaOptions.replies(channel, context.service());
        Inbox inbox = new Inbox(
                thread("replies"),
                () -> transport.clients().consumer(channel.name() + "-replies", null, Integer.MAX_VALUE),
                replyTopic,
                transport.topics(),
                (to, reply) -> {
                    if (hasMade(to.correlation())) {
                        replies.accept(to, reply);
                    } // else it is another's that shares the partition
                },
                lost);
        inboxes.add(inbox);
        return inbox.open();
    }

    @Override
    public Intake receive(ReceiveSpec spec, Receiver receiver) {
        String group = KafkaOptions.group(channel, spec.group());
        String parkedTopic = KafkaOptions.parked(channel, spec.group());
        declare(parkedTopic, 1); // one after another, as they were parked
        ParkedTopic parked = new ParkedTopic(
                parkedTopic,
                topic,
                transport.topics(),
                () -> transport.clients().consumer(channel.name() + "-parked", group + ".parked", spec.window()),
                this::write,
                context.executor());
        LogIntake intake = new LogIntake(this, receiver, spec.window(), context.clock(), parked);
        Member member = new Member(
                thread(spec.group().isEmpty() ? "log" : spec.group()),
                () -> transport.clients().consumer(channel.name(), group, spec.window()),
                topic,
                transport.topics(),
                intake);
        members.add(member);
        member.start();
        return intake;
    }

    private String thread(String what) {
        return "ipc-" + context.service() + "-kafka-" + channel.name() + "-" + what;
    }

    @Override
    public CompletionStage<Void> close() {
        closed = true;
        failPending(gone());
        CompletableFuture<?>[] all = Stream.concat(
                        members.stream().map(Member::close), inboxes.stream().map(Inbox::close))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all);
    }

    private IpcException gone() {
        return IpcException.of(Kind.CLOSED, Executed.NO, "'" + channel.name() + "' is closed on this side");
    }
}
