package io.unifiedipc.kafka.receive;

import io.unifiedipc.kafka.wire.Records;
import io.unifiedipc.spi.BrokerDelivery;
import io.unifiedipc.spi.BrokerLink;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Settlement;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record with its receiver. A log doesn't count how often it was read. */
final class LogDelivery extends BrokerDelivery {
    final ConsumerRecord<byte[], byte[]> read;
    final Progress progress;
    /** Settled for good. Guarded by the intake. */
    boolean acknowledged;
    /** It waits to be handed over again. Guarded by the intake. */
    boolean handedBack;

    private final LogIntake intake;

    LogDelivery(
            BrokerLink link, LogIntake intake, Progress progress, ConsumerRecord<byte[], byte[]> read, Clock clock) {
        this(link, intake, progress, read, Records.read(read), clock);
    }

    private LogDelivery(
            BrokerLink link,
            LogIntake intake,
            Progress progress,
            ConsumerRecord<byte[], byte[]> read,
            Envelope envelope,
            Clock clock) {
        super(link, envelope, 0, Records.deadline(envelope, read.timestamp(), clock));
        this.intake = intake;
        this.progress = progress;
        this.read = read;
    }

    long offset() {
        return read.offset();
    }

    @Override
    protected void settled(Settlement settlement) {
        intake.settled(this, settlement);
    }
}
