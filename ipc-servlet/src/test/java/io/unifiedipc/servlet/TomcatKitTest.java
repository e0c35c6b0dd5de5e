package io.unifiedipc.servlet;

import io.unifiedipc.testing.kit.TransportKit;

class TomcatKitTest extends TransportKit {
    TomcatKitTest() {
        super(new TomcatUnderTest());
    }
}
