package io.unifiedipc.kafka.send;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.kafka.driver.Brokers;
import io.unifiedipc.kafka.driver.DriverLoop;
import io.unifiedipc.kafka.topic.Topics;
import io.unifiedipc.spi.Transfer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
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

    private final Supplier<? extends Producer<byte[], byte[]>> maker;
    private final Brokers brokers;
    private final Waiting waiting;
    private final Inquiry inquiry;
    private final Runnable broken = this::broken;
    private volatile @Nullable Producer<byte[], byte[]> driver;

    /**
     * Starts the thread that gets through what waits. When it is closed, what waits fails, and what the driver has is sent.
     *
     * @param maker makes the driver, anew where that was not let in
     * @param most how many bytes may wait
     */
    public Outbox(
            String service,
            Supplier<? extends Producer<byte[], byte[]>> maker,
            Brokers brokers,
            Topics topics,
            long most) {
        super("ipc-" + service + "-kafka-send");
        this.maker = maker;
        this.brokers = brokers;
        waiting = new Waiting(most);
        inquiry = new Inquiry(topics, waiting, broken);
        start();
    }

    /** Sends what a record is made of. Any thread; never waits. */
    public void publish(Transfer transfer, ProducerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        Sending sending = new Sending(transfer, record, broken);
        boolean through = driver != null && !waiting.any(topic) && attempt(sending);
        if (!through && waiting.add(sending)) {
            wake();
        }
    }

    /** Gives it to the driver. Answers false where it has to wait, as nothing has been handed off. */
    private boolean attempt(Sending sending) {
        Transfer transfer = sending.transfer;
        Producer<byte[], byte[]> to = driver;
        if (to == null) {
            return false;
        }
        if (!transfer.handOff()) {
            transfer.onCancel(sending::givenUp); // not before its sender, who is giving up just now, has said why
            return true;
        }
        Exception refused = sending.give(to);
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

    // ---- the thread

    @Override
    protected void work() {
        while (!isClosed()) {
            Producer<byte[], byte[]> made = client(maker, "sending to " + brokers.servers(), waiting::failAll);
            if (made != null) {
                send(made);
                awaitLetIn();
            }
        }
        waiting.close(closed());
    }

    /** Until it is closed, or the driver can do nothing more. */
    private void send(Producer<byte[], byte[]> made) {
        driver = made;
        while (!isClosed() && driver == made) {
            waiting.heads().forEach(this::drain);
            if (waiting.any()) {
                LockSupport.parkNanos(RETRY_NANOS);
            } else if (driver == made) {
                LockSupport.park();
            }
        }
        if (isClosed()) {
            waiting.close(closed());
        }
        made.close(FLUSH);
    }

    /**
     * Until something waits that a broker would take. A driver that was not let in once says that of all that follows, even when
     * the broker has changed its mind; so there is no new one before.
     */
    private void awaitLetIn() {
        while (!isClosed()) {
            if (waiting.any()) {
                IpcException refusal = brokers.refusal(this::isClosed);
                if (refusal == null) {
                    return;
                }
                waiting.failAll(refusal);
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

    /** Sends what waits for a topic, in order, until one has to wait on. */
    private void drain(Sending first) {
        String topic = first.at.topic();
        if (!isKnown(topic)) {
            inquiry.about(first);
            return;
        }
        for (Sending next = first; next != null && waiting.leaves(next); next = waiting.head(topic)) {
            if (!attempt(next)) {
                waiting.stays(next);
                inquiry.about(next);
                return;
            }
            waiting.left(next);
        }
    }

    /**
     * Whether the driver has heard of a topic. While it has not it takes nothing for it, and what is not even tried can be given up
     * for sure, at any moment.
     */
    private boolean isKnown(String topic) {
        Producer<byte[], byte[]> to = driver;
        if (to == null) {
            return false;
        }
        try {
            var unused = to.partitionsFor(topic);
            return true;
        } catch (TimeoutException e) {
            return false; // which it has asked the brokers for now
        } catch (RuntimeException e) {
            return true; // it tells the same of what it is given
        }
    }

    private static IpcException closed() {
        return IpcException.of(Kind.CLOSED, Executed.NO, "kafka is closed on this side");
    }
}
