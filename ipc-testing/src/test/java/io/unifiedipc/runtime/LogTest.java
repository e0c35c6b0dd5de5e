package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stands in the log, read from where these tests write it: a channel's name is this test's alone. */
class LogTest {
    private static final Path LOG = Path.of("target", "test.log");

    record Work(String secret) {}

    record Done(int number) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Ipcs ipcs = new Ipcs(guard);
    private final String works = ipcs.name("logged@");

    private Ipc open(String further) {
        Ipc ipc = ipcs.open(further, "logged@: {transport: memory, on-failure: {retry: off, then: park}}");
        ipc.channel(works).handle(Work.class, work -> {
            throw new IllegalStateException("no stock");
        });
        ipc.start();
        return ipc;
    }

    private void call(Ipc ipc, String payload) {
        Throwable unused = Await.failure(ipc.channel(works).callAsync(Command.of(new Work(payload)), Done.class));
    }

    private List<String> lines(String level) {
        try {
            return new String(Files.readAllBytes(LOG), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("'" + works + "'") && line.contains(level))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aHandlerThatBreaksIsLoggedOnceAndCounted() {
        Ipc ipc = open("");
        for (int i = 0; i < 10; i++) {
            call(ipc, "s3cret");
        }
        ipc.close();
        assertThat(lines("WARN"))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("the handler of Work on '" + works + "' (message id "))
                .anySatisfy(line -> assertThat(line).contains("9 more within 10s (message ids "));
        assertThat(lines("DEBUG")).filteredOn(line -> line.contains("broke")).hasSize(9);
        assertThat(lines("")).noneMatch(line -> line.contains("s3cret"));
    }

    @Test
    void whatOnlyTheCallerHearsOfIsLoggedWhereAsked() {
        Ipc ipc = open("log-calls: true\nlog-every: off");
        call(ipc, "s3cret");
        call(ipc, "s3cret");
        Throwable unused = Await.failure(ipc.channel(works).callAsync(Command.of(new Done(1)), Done.class));
        ipc.channel(works).send(Command.of(new Work("s3cret")));
        Await.until(
                "it is parked",
                () -> ipc.counts().inFlight() == 0
                        && lines("WARN").stream().anyMatch(line -> line.contains("is parked")));

        assertThat(lines("WARN"))
                .filteredOn(line -> line.contains("REQUEST Work") && line.contains("failed after"))
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line).contains("FAILED, executed YES").contains(" ms: "));
        assertThat(lines("WARN")).anyMatch(line -> line.contains("REQUEST Done") && line.contains("UNSUPPORTED"));
        assertThat(lines("INFO")).anyMatch(line -> line.contains("was not started: UNSUPPORTED"));
        assertThat(lines("DEBUG")).anyMatch(line -> line.contains("SEND Work") && line.contains("succeeded after"));
        assertThat(lines("")).noneMatch(line -> line.contains("s3cret"));
    }
}
