package io.unifiedipc.kafka;

import io.unifiedipc.testing.kit.BrokerKit;

/** A log, with a broker that is killed. */
class KafkaKilledKitTest extends BrokerKit {
    KafkaKilledKitTest() {
        super(KafkaUnderTest.log().killed());
    }
}
