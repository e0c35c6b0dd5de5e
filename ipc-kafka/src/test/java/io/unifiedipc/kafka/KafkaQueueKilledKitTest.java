package io.unifiedipc.kafka;

import io.unifiedipc.testing.kit.BrokerKit;

/** A share group, with a broker that is killed. */
class KafkaQueueKilledKitTest extends BrokerKit {
    KafkaQueueKilledKitTest() {
        super(KafkaUnderTest.queue().killed());
    }
}
