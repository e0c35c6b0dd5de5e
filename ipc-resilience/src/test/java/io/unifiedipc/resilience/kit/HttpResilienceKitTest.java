package io.unifiedipc.resilience.kit;

import io.unifiedipc.http.HttpUnderTest;
import io.unifiedipc.testing.kit.ResilienceKit;

class HttpResilienceKitTest extends ResilienceKit {
    HttpResilienceKitTest() {
        super(new HttpUnderTest());
    }
}
