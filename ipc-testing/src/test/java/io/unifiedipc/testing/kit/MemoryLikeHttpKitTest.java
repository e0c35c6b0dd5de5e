package io.unifiedipc.testing.kit;

class MemoryLikeHttpKitTest extends TransportKit {
    MemoryLikeHttpKitTest() {
        super(new MemoryUnderTest("http"));
    }
}
