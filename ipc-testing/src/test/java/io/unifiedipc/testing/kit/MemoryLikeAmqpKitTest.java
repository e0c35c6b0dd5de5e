package io.unifiedipc.testing.kit;

class MemoryLikeAmqpKitTest extends TransportKit {
    MemoryLikeAmqpKitTest() {
        super(new MemoryUnderTest("amqp"));
    }
}
