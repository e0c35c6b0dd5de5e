package io.unifiedipc.testing.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The digests of many seeds of the {@link Shop}, also from a virtual machine of their own. */
final class Digests {
    private Digests() {}

    /** Runs seeds 1 and on, and checks each. */
    static List<String> of(int seeds) {
        List<String> all = new ArrayList<>();
        for (long seed = 1; seed <= seeds; seed++) {
            all.add(of(new Simulation(seed)));
        }
        return all;
    }

    private static String of(Simulation world) {
        try (Shop shop = new Shop(world)) {
            shop.trade();
            shop.calmDown();
            shop.check();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + world.seed() + ": " + e.getMessage() + "\n" + world.trace(), e);
        }
        return world.trace().digest();
    }

    /** {@code seeds file} */
    public static void main(String[] arguments) throws IOException {
        Files.write(Path.of(arguments[1]), of(Integer.parseInt(arguments[0])));
    }
}
