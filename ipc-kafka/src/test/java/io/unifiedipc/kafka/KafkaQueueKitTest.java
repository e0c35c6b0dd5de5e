package io.unifiedipc.kafka;

import io.unifiedipc.testing.kit.TransportKit;

/** Every scenario that a share group can pass. */
class KafkaQueueKitTest extends TransportKit {
    KafkaQueueKitTest() {
        super(KafkaUnderTest.queue());
    }
}
