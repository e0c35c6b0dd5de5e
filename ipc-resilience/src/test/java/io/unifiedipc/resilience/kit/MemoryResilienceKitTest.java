package io.unifiedipc.resilience.kit;

import io.unifiedipc.testing.kit.MemoryUnderTest;
import io.unifiedipc.testing.kit.ResilienceKit;

class MemoryResilienceKitTest extends ResilienceKit {
    MemoryResilienceKitTest() {
        super(new MemoryUnderTest());
    }
}
