package io.unifiedipc.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is compared, with versions: the module's dependencies as its pom names them, and the jars that were run with. */
final class Versions {
    private static final Pattern DEPENDENCY =
            Pattern.compile("<dependency>.*?<artifactId>([^<]+)</artifactId>(.*?)</dependency>", Pattern.DOTALL);

    private Versions() {}

    /** Such as "okhttp-jvm 5.5.1"; nothing for what is not on this class path, and for what only tests use. */
    static List<String> of(Path pom, String classPath) throws IOException {
        List<String> versions = new ArrayList<>();
        Matcher dependency = DEPENDENCY.matcher(Files.readString(pom));
        while (dependency.find()) {
            if (!dependency.group(2).contains("<scope>test</scope>")) {
                String artifact = dependency.group(1);
                version(artifact, classPath).ifPresent(version -> versions.add(artifact + " " + version));
            }
        }
        return versions.stream().sorted().toList();
    }

    /** A version begins with a digit: so that no other artifact's name is taken for one. */
    private static Optional<String> version(String artifact, String classPath) {
        Pattern jar = Pattern.compile(Pattern.quote(artifact) + "-([0-9].*)\\.jar");
        return Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator), -1))
                .map(entry -> jar.matcher(entry.substring(entry.lastIndexOf(File.separatorChar) + 1)))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }
}
