package io.unifiedipc.testing.kit;

class MemoryKitTest extends TransportKit {
    MemoryKitTest() {
        super(new MemoryUnderTest());
    }
}
