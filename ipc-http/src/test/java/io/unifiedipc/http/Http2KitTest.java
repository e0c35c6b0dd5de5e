package io.unifiedipc.http;

import io.unifiedipc.testing.kit.TransportKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The same over HTTP/2 under TLS, where calls share connections. */
class Http2KitTest extends TransportKit {
    Http2KitTest() {
        super(new HttpUnderTest(pki()));
    }

    private static Pki pki() {
        try {
            return new Pki(Files.createTempDirectory("kit"), "our CA");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
