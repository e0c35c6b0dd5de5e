package io.unifiedipc.kafka.receive;

import io.unifiedipc.kafka.wire.Records;
import io.unifiedipc.spi.BrokerDelivery;
import io.unifiedipc.spi.BrokerLink;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Settlement;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that a share group has given to its receiver, and counts how often. */
final class QueueDelivery extends BrokerDelivery {
    /** As it was last acquired: renewing a lock brings the same record again, as another object. Its member's thread alone. */
    ConsumerRecord<byte[], byte[]> acquired;

    private final ShareMember member;

    static QueueDelivery of(BrokerLink link, ShareMember member, ConsumerRecord<byte[], byte[]> record, Clock clock) {
        return new QueueDelivery(link, member, record, Records.read(record), clock);
    }

    private QueueDelivery(
            BrokerLink link,
            ShareMember member,
            ConsumerRecord<byte[], byte[]> record,
            Envelope envelope,
            Clock clock) {
        super(link, envelope, count(record), Records.deadline(envelope, record.timestamp(), clock));
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
    protected void settled(Settlement settlement) {
        member.settled(this, settlement);
    }
}
