package samples.folder;

import io.unifiedipc.testing.kit.Plan;
import io.unifiedipc.testing.kit.TransportUnderTest;
import java.nio.file.Path;

/** What the kit must know of the folder: a fresh one for each plan. */
// begin: undertest
final class FolderUnderTest extends TransportUnderTest {
    private final Path root = Path.of("target", "kit", "messages").toAbsolutePath();

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public String transport(Plan plan, int peer) {
        return "{path: " + root.resolve(plan.mark()) + "}";
    }

    @Override
    public int storm() {
        return 2_000;
    }
}
// end: undertest
