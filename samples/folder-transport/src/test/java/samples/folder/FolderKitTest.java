package samples.folder;

import io.unifiedipc.testing.kit.TransportKit;

// begin: kit
class FolderKitTest extends TransportKit {
    FolderKitTest() {
        super(new FolderUnderTest());
    }
}
// end: kit
