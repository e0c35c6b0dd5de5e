package io.unifiedipc.kafka.wire;

import io.unifiedipc.IpcException;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.ReturnAddress;
import io.unifiedipc.spi.Transfer;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A message on its way, and as it arrives. */
record Sent(Envelope envelope, @Nullable ReturnAddress to, long deadline, int attempt) implements Transfer {
    static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent, long timestamp) {
        return received(sent.key(), sent.value(), sent.headers(), timestamp);
    }

    static ConsumerRecord<byte[], byte[]> received(
            byte @Nullable [] key, byte @Nullable [] value, Headers headers, long timestamp) {
        return new ConsumerRecord<>(
                "orders", 0, 0, timestamp, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }

    @Override
    public boolean handOff() {
        return true;
    }

    @Override
    public boolean takeBack() {
        return true;
    }

    @Override
    public void onCancel(Runnable hook) {}

    @Override
    public void taken() {}

    @Override
    public void fail(IpcException failure) {}
}
