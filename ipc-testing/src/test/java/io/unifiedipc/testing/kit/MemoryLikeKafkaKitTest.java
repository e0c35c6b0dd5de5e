package io.unifiedipc.testing.kit;

class MemoryLikeKafkaKitTest extends TransportKit {
    MemoryLikeKafkaKitTest() {
        super(new MemoryUnderTest("kafka"));
    }
}
