package io.unifiedipc.kafka;

import io.unifiedipc.testing.kit.TransportKit;

/** Every scenario that a log can pass. */
class KafkaKitTest extends TransportKit {
    KafkaKitTest() {
        super(KafkaUnderTest.log());
    }
}
