package io.unifiedipc.testing.sim;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import org.jspecify.annotations.Nullable;

/** The command that runs one test again with one seed. */
final class Replay {
    private Replay() {}

    static String line(Class<?> test, String method, long seed) {
        return line(Paths.get(System.getProperty("basedir", "")).toAbsolutePath(), test, method, seed);
    }

    /** Of a module in this directory: with the wrapper of the nearest directory above that has one, else with Maven's own. */
    static String line(Path module, Class<?> test, String method, long seed) {
        Path root = root(module);
        StringBuilder line = new StringBuilder(root == null ? "mvn test" : "./mvnw test");
        if (root != null && !root.equals(module)) {
            line.append(" -pl ").append(root.relativize(module)).append(" -am -Dsurefire.failIfNoSpecifiedTests=false");
        }
        String name = name(test) + "#" + method;
        return line.append(" -Dtest=")
                .append(name.contains("$") ? "'" + name + "'" : name)
                .append(" -D" + Seeds.SEED + "=")
                .append(seed)
                .toString();
    }

    private static String name(Class<?> test) {
        return test.getName()
                .substring(
                        test.getPackageName().isEmpty()
                                ? 0
                                : test.getPackageName().length() + 1);
    }

    private static @Nullable Path root(Path module) {
        for (Path at = module; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("mvnw"))) {
                return at;
            }
        }
        return null;
    }
}
