package io.unifiedipc.kafka.send;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.driver.Clients;
import io.unifiedipc.kafka.driver.DriverLoop;
import io.unifiedipc.kafka.topic.Topics;
import io.unifiedipc.kafka.wire.Records;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Transfer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What goes out. A record is given to the driver on its sender's own thread, which the driver never lets wait. What it can't take
 * yet (it does not know the topic, its buffer is full, there is no driver yet) waits here, in order for each topic and
 * bounded in bytes, until a thread of our own gets it through or its sender gives up; until then it has not been handed off.
 */
public final class Outbox extends DriverLoop {
    private static final long RETRY_NANOS = 20_000_000;
    /** How long what the driver has may take to get through when all else has ended. */
    private static final Duration FLUSH = Duration.ofSeconds(5);

    private final Clients clients;
    private final Topics topics;
    private final Clock clock;
    private final long most;
    /** By topic; a topic is in here while something of it waits. Guarded by this. */
    private final Map<String, Queue> waiting = new LinkedHashMap<>();

    private long bytes;
    private volatile boolean anyWaits;
    private final Runnable broken = this::broken;
    private volatile @Nullable KafkaProducer<byte[], byte[]> driver;

    private static final class Queue {
        private final ArrayDeque<Sending> records = new ArrayDeque<>();
        private boolean asked;
        /** One for a partition, of which it was asked whether that is there. */
        private @Nullable Sending checked;
    }

    /** Starts the thread that gets through what waits. When it is closed, what waits fails, and what the driver has is sent. */
    public Outbox(String service, Clients clients, Topics topics, Clock clock, long most) {
        super("ipc-" + service + "-kafka-send");
        this.clients = clients;
        this.topics = topics;
        this.clock = clock;
        this.most = most;
        start();
    }

    /** Sends a record. Any thread; never waits. */
    public void publish(Transfer transfer, String topic, @Nullable Integer partition) {
        publish(transfer, Records.of(transfer, topic, partition, clock));
    }

    /** Sends a record that also says what it is in a header of others. Any thread; never waits. */
    public void publish(Transfer transfer, String topic, String operationHeader) {
        publish(
                transfer,
                Records.named(Records.of(transfer, topic, null, clock), operationHeader, transfer.envelope()));
    }

    private void publish(Transfer transfer, ProducerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        Sending sending = new Sending(transfer, record, broken);
        if (driver != null && !waits(topic)) {
            if (!attempt(sending)) {
                hold(sending);
            }
        } else {
            hold(sending);
        }
    }

    private boolean waits(String topic) {
        if (!anyWaits) {
            return false;
        }
        synchronized (this) {
            return waiting.containsKey(topic);
        }
    }

    /** Gives it to the driver. Answers false where it has to wait, as nothing has been handed off. */
    private boolean attempt(Sending sending) {
        Transfer transfer = sending.transfer;
        KafkaProducer<byte[], byte[]> to = driver;
        if (to == null) {
            return false;
        }
        if (!transfer.handOff()) {
            transfer.fail(closed());
            return true;
        }
        Exception refused = sending.give((sent, told) -> {
            var unused = to.send(sent, told); // the callback tells the same
        });
        if (refused == null) {
            return true;
        }
        boolean waits = refused instanceof TimeoutException // no metadata yet, or no room
                || refused instanceof AuthenticationException // perhaps long ago
                || (refused instanceof IllegalStateException && driver != to); // it was closed meanwhile
        if (waits && transfer.takeBack()) {
            return false;
        }
        transfer.fail(Refusals.of(refused, sending.at.topic(), false));
        return true;
    }

    private void hold(Sending sending) {
        long size = Records.bytes(sending.at);
        IpcException refusal = null;
        synchronized (this) {
            if (isClosed()) {
                refusal = closed();
            } else if (bytes + size > most) {
                refusal = IpcException.of(
                        Kind.OVERLOADED,
                        Executed.NO,
                        bytes + " bytes wait for the broker already, and " + size + " more are over the " + most
                                + " of transports.kafka.buffer");
            } else {
                bytes += size;
                waiting.computeIfAbsent(sending.at.topic(), t -> new Queue())
                        .records
                        .add(sending);
                anyWaits = true;
            }
        }
        if (refusal != null) {
            sending.transfer.fail(refusal);
            return;
        }
        sending.transfer.onCancel(() -> giveUp(sending));
        wake();
    }

    /** Its sender waits no more: it never leaves, unless it is leaving at this moment. */
    private void giveUp(Sending sending) {
        if (remove(sending, false)) {
            sending.transfer.fail(IpcException.of(
                    Kind.CANCELLED, Executed.NO, "a message for topic '" + sending.at.topic() + "' was given up here"));
        }
    }

    private synchronized boolean remove(Sending sending, boolean leaving) {
        Queue queue = waiting.get(sending.at.topic());
        if (queue == null || sending.leaving != leaving || !queue.records.remove(sending)) {
            return false;
        }
        bytes -= Records.bytes(sending.at);
        if (queue.records.isEmpty()) {
            waiting.remove(sending.at.topic());
            anyWaits = !waiting.isEmpty();
        }
        return true;
    }

    // ---- the thread

    @Override
    protected void work() {
        while (!isClosed()) {
            KafkaProducer<byte[], byte[]> made =
                    client(clients::producer, "sending to " + clients.servers(), this::failAll);
            if (made != null) {
                send(made);
                awaitLetIn();
            }
        }
        failAll(closed());
    }

    /** Until it is closed, or the driver can do nothing more. */
    private void send(KafkaProducer<byte[], byte[]> made) {
        driver = made;
        while (!isClosed() && driver == made) {
            heads().forEach(this::drain);
            if (anyWaits) {
                LockSupport.parkNanos(RETRY_NANOS);
            } else if (driver == made) {
                LockSupport.park();
            }
        }
        if (isClosed()) {
            failAll(closed());
        }
        made.close(FLUSH);
    }

    /**
     * Until something waits that a broker would take. A driver that was not let in once says that of all that follows, even when
     * the broker has changed its mind; so there is no new one before.
     */
    private void awaitLetIn() {
        while (!isClosed()) {
            if (anyWaits) {
                IpcException refusal = topics.refusal();
                if (refusal == null) {
                    return;
                }
                failAll(refusal);
            } else {
                LockSupport.park();
            }
        }
    }

    /** The broker has not let the driver in. */
    private void broken() {
        driver = null;
        wake();
    }

    private synchronized List<Sending> heads() {
        List<Sending> heads = new ArrayList<>();
        waiting.values().forEach(queue -> heads.add(queue.records.peek()));
        return heads;
    }

    /** Sends what waits for a topic, in order, until one has to wait on. */
    private void drain(Sending head) {
        String topic = head.at.topic();
        for (Sending next = head; next != null; next = head(topic)) {
            // It stays in the queue meanwhile, so that nobody overtakes it.
            if (!leaves(next)) {
                return;
            }
            if (!attempt(next)) {
                stays(next);
                ask(topic, next);
                return;
            }
            var unused = remove(next, true);
        }
    }

    private synchronized boolean leaves(Sending sending) {
        Queue queue = waiting.get(sending.at.topic());
        boolean there = queue != null && queue.records.peek() == sending;
        sending.leaving = there;
        return there;
    }

    private void stays(Sending sending) {
        synchronized (this) {
            sending.leaving = false;
        }
        sending.transfer.onCancel(() -> giveUp(sending)); // at once, where that was asked for meanwhile
    }

    private synchronized @Nullable Sending head(String topic) {
        Queue queue = waiting.get(topic);
        return queue == null ? null : queue.records.peek();
    }

    /** Whether the topic is there at all, and the partition that a reply wants; what waits for one that isn't fails. */
    private void ask(String topic, Sending head) {
        boolean known;
        synchronized (this) {
            Queue queue = waiting.get(topic);
            if (queue == null || (queue.asked && (head.at.partition() == null || queue.checked == head))) {
                return;
            }
            known = queue.asked;
            queue.asked = true;
            queue.checked = head;
        }
        var unused = (head.at.partition() == null
                        ? topics.ensure(topic).thenApply(there -> Integer.MAX_VALUE)
                        : topics.partitions(topic))
                .whenComplete((partitions, failure) -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause == null) {
                        check(topic, head, partitions);
                    } else if (cause instanceof IpcException why
                            && (why.kind() != Kind.UNREACHABLE || why.getCause() instanceof AuthenticationException)) {
                        if (why.getCause() instanceof AuthenticationException) {
                            broken();
                        }
                        failAll(topic, why);
                        askAgain(topic, false); // about one that was just leaving
                    } else {
                        askAgain(topic, known);
                    }
                });
    }

    private synchronized void askAgain(String topic, boolean known) {
        Queue queue = waiting.get(topic);
        if (queue != null) {
            queue.asked = known;
            queue.checked = null;
        }
    }

    private void check(String topic, Sending head, int partitions) {
        Integer wanted = head.at.partition();
        if (wanted == null || wanted < partitions) {
            return;
        }
        if (!remove(head, false)) {
            askAgain(topic, true);
            return;
        }
        head.transfer.fail(IpcException.of(
                Kind.UNROUTABLE,
                Executed.NO,
                "topic '" + topic + "' has " + partitions + " partitions, and the message is for partition " + wanted
                        + ": whoever waits for it reads elsewhere"));
    }

    private void failAll(IpcException failure) {
        waitingTopics().forEach(topic -> failAll(topic, failure));
    }

    private void failAll(String topic, IpcException failure) {
        for (Sending each = head(topic); each != null && remove(each, false); each = head(topic)) {
            each.transfer.fail(failure);
        }
    }

    // ---- the end

    private synchronized List<String> waitingTopics() {
        return List.copyOf(waiting.keySet());
    }

    private static IpcException closed() {
        return IpcException.of(Kind.CLOSED, Executed.NO, "kafka is closed on this side");
    }
}
