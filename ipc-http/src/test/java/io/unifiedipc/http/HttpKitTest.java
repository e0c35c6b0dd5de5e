package io.unifiedipc.http;

import io.unifiedipc.testing.kit.TransportKit;

class HttpKitTest extends TransportKit {
    HttpKitTest() {
        super(new HttpUnderTest());
    }
}
