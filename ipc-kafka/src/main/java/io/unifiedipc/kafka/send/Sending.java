package io.unifiedipc.kafka.send;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Transfer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way. The driver tells of what it refuses at once, before it has buffered it, on the very thread that gives it,
 * by the same callback as of what came of it later.
 */
final class Sending implements Callback {
    final Transfer transfer;
    final ProducerRecord<byte[], byte[]> at;
    /** The writer is giving it to the driver, while it still has its place among those that wait. Guarded by the outbox. */
    boolean leaving;

    private final Runnable broken;
    /** Compared with the thread that reads it, which sees what it has written itself, and of others never its own name. */
    private @Nullable Thread giving;

    private @Nullable Exception refused;

    /** With what is told where the driver can take nothing more. */
    Sending(Transfer transfer, ProducerRecord<byte[], byte[]> at, Runnable broken) {
        this.transfer = transfer;
        this.at = at;
        this.broken = broken;
    }

    /** Gives it to the driver. Answers why that did not take it, null where it did. */
    @Nullable
    Exception give(Producer<byte[], byte[]> driver) {
        refused = null;
        giving = Thread.currentThread();
        try {
            var unused = driver.send(at, this); // the callback tells the same
            return refused;
        } catch (RuntimeException e) {
            return e; // the driver is closed, or can't write what it was given
        } finally {
            giving = null;
        }
    }

    /** Its sender waits no more, and it has not left. */
    void givenUp() {
        transfer.fail(IpcException.of(
                Kind.CANCELLED, Executed.NO, "a message for topic '" + at.topic() + "' was given up here"));
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata where, @Nullable Exception failure) {
        if (failure == null) {
            transfer.taken();
            return;
        }
        if (failure instanceof AuthenticationException) {
            broken.run();
        }
        if (giving == Thread.currentThread()) {
            refused = failure;
        } else {
            transfer.fail(Refusals.of(failure, at.topic(), true));
        }
    }
}
