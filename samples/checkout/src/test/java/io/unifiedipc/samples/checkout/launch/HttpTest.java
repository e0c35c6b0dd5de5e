package io.unifiedipc.samples.checkout.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Ipc;
import io.unifiedipc.samples.checkout.desk.Checkout;
import io.unifiedipc.samples.checkout.desk.Lines;
import io.unifiedipc.samples.checkout.desk.Report;
import io.unifiedipc.samples.checkout.desk.Style;
import io.unifiedipc.samples.checkout.effects.Effects;
import io.unifiedipc.samples.checkout.effects.Journal;
import io.unifiedipc.samples.checkout.services.Services;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same program, nothing changed but configuration. */
class HttpTest {
    @TempDir
    Path folder;

    @Test
    void everyMessageCrossesASocket() throws Exception {
        Path config = Path.of("ipc.yaml");
        Wiring direct = Wiring.withFreePorts("http", null, null);
        try (CountingProxy toServices = new CountingProxy(direct.servicesPort());
                CountingProxy toDesk = new CountingProxy(direct.deskPort())) {
            Wiring desks = new Wiring("http", null, toServices.port(), direct.deskPort(), null);
            Wiring services = new Wiring("http", null, direct.servicesPort(), toDesk.port(), null);
            Report report;
            try (Ipc receiver = Wiring.builder(config, services.services()).build();
                    Ipc caller = Wiring.builder(config, desks.desk()).build();
                    Services receivers = new Services(receiver, folder);
                    Journal answers = new Journal(folder, "web-replies")) {
                Checkout desk = new Checkout(caller, "web", answers);
                receiver.start();
                caller.start();
                receiver.ready().get(20, TimeUnit.SECONDS);
                caller.ready().get(20, TimeUnit.SECONDS);
                desk.run(Lines.read(Path.of("orders.jsonl")), 4, () -> {});
                report = desk.report();
                assertThat(receivers.drain(Duration.ofSeconds(20))).isTrue();
            }

            assertThat(report.failures()).isZero();
            assertThat(Effects.in(folder).checksum()).isEqualTo(Expected.checksum(Sample.input()));
            // One request for each command, one for each group of an event, one back for each answer by message.
            assertThat(toServices.requests())
                    .isEqualTo(report.of(Style.REQUEST).calls()
                            + report.of(Style.FUTURE).calls()
                            + report.of(Style.REPLY).calls()
                            + report.of(Style.ONE_WAY).calls()
                            + 2L * report.of(Style.PUBLISH).calls()
                            + 3L * report.of(Style.GATHER).calls());
            assertThat(toDesk.requests()).isEqualTo(report.of(Style.REPLY).calls());
            assertThat(toServices.bytes()).isGreaterThan(1_000_000);
        }
    }

    @Test
    void theServicesAreASecondProcess() throws Exception {
        List<String> input = Sample.input().subList(0, 200);
        Sample sample = new Sample(folder);

        Run.Result result = sample.run(input, "http");

        assertThat(result.whole()).isTrue();
        assertThat(result.checksum()).isEqualTo(Expected.checksum(input));
    }

    @Test
    void theServicesReceiveOnBothAtOnce() throws Exception {
        List<String> input = Sample.input().subList(0, 200);
        Sample sample = new Sample(folder);

        Run.Result result = sample.run(input, "http", "--receive", "memory,http");

        assertThat(result.whole()).isTrue();
        assertThat(result.checksum()).isEqualTo(Expected.checksum(input));
        assertThat(sample.said()).containsPattern("calls carried, .*: http [1-9][0-9]+, memory [1-9][0-9]+");
    }
}
