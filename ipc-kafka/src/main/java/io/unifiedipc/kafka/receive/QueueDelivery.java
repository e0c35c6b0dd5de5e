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

/** A record that a share group has given to its receiver, and counts how often. */
final class QueueDelivery extends BrokerDelivery {
    /** As it was last acquired: renewing a lock brings the same record again, as another object. Its member's thread alone. */
    ConsumerRecord<byte[], byte[]> acquired;

    private final ShareMember member;
    private final @Nullable IpcException unreadable;

    static QueueDelivery of(
            BrokerLink link, ShareMember member, ConsumerRecord<byte[], byte[]> record, Reading reading, Clock clock) {
        return new QueueDelivery(link, member, record, reading.read(record), clock);
    }

    private QueueDelivery(
            BrokerLink link,
            ShareMember member,
            ConsumerRecord<byte[], byte[]> record,
            Reading.Read said,
            Clock clock) {
        super(link, said.envelope(), count(record), Records.deadline(said.envelope(), record.timestamp(), clock));
        unreadable = said.unreadable();
        this.member = member;
        acquired = record;
    }

    private static int count(ConsumerRecord<byte[], byte[]> record) {
        return record.deliveryCount().map(Short::intValue).orElse(0);
    }

    /** Whether it is the same message in the same delivery. */
    boolean is(ConsumerRecord<byte[], byte[]> other) {
        return acquired.offset() == other.offset()
                && acquired.partition() == other.partition()
                && acquired.deliveryCount().equals(other.deliveryCount());
    }

    @Override
    public @Nullable IpcException unreadable() {
        return unreadable;
    }

    @Override
    protected void settled(Settlement settlement) {
        member.settled(this, settlement);
    }
}
