package io.unifiedipc.kafka.driver;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which version of kafka-clients is on the class path. It is the application's dependency management that decides, not ours, and an
 * older one would fail much later, with a missing method.
 */
public final class DriverVersion {
    /** The lowest that this was built and tested with. */
    static final String LOWEST = "4.4";

    /** It is said in the jar; the driver's own class for that has moved from one version to the next. */
    private static final String FILE = "/kafka/kafka-version.properties";

    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(\\D.*)?");

    private DriverVersion() {}

    /**
     * Looks at the version that is there.
     *
     * @throws IpcException of kind MISCONFIGURED where it is too old
     */
    public static void check() {
        check(found());
    }

    static void check(String found) {
        Matcher its = VERSION.matcher(found);
        if (its.matches() && number(its) < number(lowest())) {
            throw IpcException.of(
                    Kind.MISCONFIGURED,
                    Executed.NO,
                    "kafka-clients " + found + " is on the class path, and ipc-kafka needs " + LOWEST
                            + " or later: the build's own dependency management has put it there, so import ipc-bom before"
                            + " other platforms, or manage org.apache.kafka:kafka-clients to " + LOWEST);
        }
    }

    private static Matcher lowest() {
        Matcher lowest = VERSION.matcher(LOWEST);
        if (!lowest.matches()) {
            throw new IllegalStateException(LOWEST);
        }
        return lowest;
    }

    private static long number(Matcher version) {
        return 1_000_000L * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2));
    }

    /** Empty where the jar doesn't say, as one that was repackaged: then nothing can be checked. */
    private static String found() {
        Properties all = new Properties();
        try (InputStream in = DriverVersion.class.getResourceAsStream(FILE)) {
            if (in != null) {
                all.load(in);
            }
        } catch (IOException e) {
            throw IpcException.of(
                    Kind.MISCONFIGURED,
                    Executed.NO,
                    "the version of kafka-clients can't be read: " + e.getMessage(),
                    e);
        }
        return all.getProperty("version", "");
    }
}
