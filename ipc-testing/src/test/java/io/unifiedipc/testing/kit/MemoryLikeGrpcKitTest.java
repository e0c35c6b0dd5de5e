package io.unifiedipc.testing.kit;

class MemoryLikeGrpcKitTest extends TransportKit {
    MemoryLikeGrpcKitTest() {
        super(new MemoryUnderTest("grpc"));
    }
}
