package io.unifiedipc.kafka.receive;

import io.unifiedipc.IpcException;
import io.unifiedipc.kafka.wire.Reading;
import io.unifiedipc.kafka.wire.Records;
import io.unifiedipc.spi.BrokerDelivery;
import io.unifiedipc.spi.BrokerLink;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Settlement;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** A record with its receiver. A log doesn't count how often it was read. */
final class LogDelivery extends BrokerDelivery {
    final ConsumerRecord<byte[], byte[]> read;
    final Progress progress;
    /** Settled for good. Guarded by the intake. */
    boolean acknowledged;
    /** It waits to be handed over again. Guarded by the intake. */
    boolean handedBack;

    private final LogIntake intake;
    private final @Nullable IpcException unreadable;

    LogDelivery(
            BrokerLink link,
            LogIntake intake,
            Progress progress,
            ConsumerRecord<byte[], byte[]> read,
            Reading reading,
            Clock clock) {
        this(link, intake, progress, read, reading.read(read), clock);
    }

    private LogDelivery(
            BrokerLink link,
            LogIntake intake,
            Progress progress,
            ConsumerRecord<byte[], byte[]> read,
            Reading.Read said,
            Clock clock) {
        super(link, said.envelope(), 0, Records.deadline(said.envelope(), read.timestamp(), clock));
        unreadable = said.unreadable();
        this.intake = intake;
        this.progress = progress;
        this.read = read;
    }

    long offset() {
        return read.offset();
    }

    @Override
    public @Nullable IpcException unreadable() {
        return unreadable;
    }

    @Override
    protected void settled(Settlement settlement) {
        intake.settled(this, settlement);
    }
}
