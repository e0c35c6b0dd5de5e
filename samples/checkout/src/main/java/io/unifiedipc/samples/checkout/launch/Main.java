package io.unifiedipc.samples.checkout.launch;

import io.unifiedipc.ConfigurationException;
import io.unifiedipc.samples.checkout.desk.Line;
import io.unifiedipc.samples.checkout.desk.Lines;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Runs the sample as its arguments say. Ends with 0, with 1 where something failed, with 2 where it could not begin. */
public final class Main {
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    private Main() {}

    public static void main(String[] args) {
        int status;
        Interrupt interrupt = new Interrupt(
                () -> System.out.println("\nStopping: no further line is begun, what has begun is finished."));
        try {
            status = run(args, interrupt);
        } catch (UsageException e) {
            System.err.println(e.getMessage() + ". samples/checkout/run --help lists all there is.");
            status = UNUSABLE;
        } catch (ConfigurationException | Lines.BadInput e) {
            System.err.println(e.getMessage());
            status = UNUSABLE;
        } catch (Exception e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            System.err.println("It did not work: " + (cause.getMessage() == null ? cause : cause.getMessage()));
            status = FAILED;
        } finally {
            interrupt.finished();
        }
        System.exit(status);
    }

    private static int run(String[] args, Interrupt interrupt) throws Exception {
        Path home = Path.of(System.getProperty("checkout.home", "."));
        Arguments arguments = Arguments.of(List.of(args), home);
        List<String> told = Offline.tell(arguments);
        if (!told.isEmpty()) {
            told.forEach(System.out::println);
            return 0;
        }
        AdminCommand admin = arguments.admin();
        if (admin != null) {
            admin.run(arguments.config(), Running.in(arguments.output()).read(), System.out);
            return 0;
        }
        if (arguments.outage()) {
            return new Outages(arguments, System.out).run() ? 0 : FAILED;
        }
        List<Line> lines = Lines.read(arguments.input());
        List<String> transports =
                arguments.transport() == null ? List.of(Arguments.MEMORY, "http") : List.of(arguments.transport());
        if (arguments.serve()) {
            new Run(arguments, transports.get(0), lines, interrupt, System.out).serve();
            return 0;
        }
        Set<String> checksums = new HashSet<>();
        boolean whole = true;
        for (String transport : transports) {
            Run.Result result = new Run(arguments, transport, lines, interrupt, System.out).run();
            if (interrupt.happened()) {
                return FAILED; // the status is the signal's
            }
            checksums.add(result.checksum());
            whole &= result.whole();
        }
        if (transports.size() > 1) {
            System.out.println(
                    checksums.size() == 1
                            ? "Both runs had the same effects: the two checksums are equal."
                            : "The runs had different effects: the two checksums are not equal.");
        }
        return whole && checksums.size() == 1 ? 0 : FAILED;
    }
}
