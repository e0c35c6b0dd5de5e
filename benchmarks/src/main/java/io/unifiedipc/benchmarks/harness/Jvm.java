package io.unifiedipc.benchmarks.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the children's JVMs are started: all alike, with the parent's Java and class path.
 *
 * <p>The serial collector works in the thread that ran out of memory: no collector runs beside the calls, on a core that another
 * process is being measured on, and the CPU of a call's garbage is the CPU of the process that made it. The heap has a fixed size,
 * so that nobody gains by letting it grow.
 *
 * @param options of the JVM
 * @param recordings the folder for flight recordings; null for none
 */
record Jvm(List<String> options, @Nullable String recordings) {
    private static final List<String> COMMON =
            List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Djava.awt.headless=true");

    /** For measuring. */
    static Jvm measuring() {
        return new Jvm(COMMON, null);
    }

    /** For a moment: what runs so shortly is not worth the second compiler. */
    static Jvm checking() {
        List<String> options = new ArrayList<>(COMMON);
        options.add("-XX:TieredStopAtLevel=1");
        return new Jvm(options, null);
    }

    /** The same, with a flight recording of each process in this folder. */
    Jvm recording(String folder) {
        return new Jvm(options, folder);
    }

    List<String> command(Seat seat) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        if (recordings != null) {
            Path file = Path.of(recordings, seat.fileName() + ".jfr").toAbsolutePath();
            command.add("-XX:StartFlightRecording=settings=profile,filename=" + file);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        command.addAll(seat.arguments());
        return command;
    }
}
