package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Command;
import io.unifiedipc.Ipc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three services in a row, each on a port of its own: no one has more time than the one that asks it. */
class InheritedDeadlineOverHttpTest {
    /** What is asked along the row. */
    public record Ask(int hop) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Map<Integer, Duration> left = new ConcurrentHashMap<>();

    /** One of the row, which asks the next at this address, with a patience that it has not. */
    private String service(int hop, String next) {
        HttpTransportProvider http = new HttpTransportProvider();
        var builder = Ipc.builder()
                .isolated()
                .add(http)
                .set("service", "hop" + hop)
                .set("channels.hop" + hop + ".transport", "http")
                .set("transports.http.listen", "0");
        String asks = "channels.hop" + (hop + 1);
        Ipc ipc = guard.open(
                next.isEmpty()
                        ? builder
                        : builder.set(asks + ".transport", "http")
                                .set(asks + ".timeout", "10m")
                                .set(asks + ".http.address", next));
        ipc.channel("hop" + hop).handle(Ask.class, ask -> {
            left.put(hop, Objects.requireNonNull(ask.remaining()));
            return next.isEmpty()
                    ? ask.payload()
                    : ipc.channel("hop" + (hop + 1)).call(Command.of(new Ask(hop + 1)), Ask.class);
        });
        ipc.start();
        ipc.ready().join();
        return "http://127.0.0.1:" + http.port();
    }

    @Test
    void eachHasLessThanTheOneBefore() {
        String third = service(3, "");
        String second = service(2, third);
        String first = service(1, second);
        Ipc caller = guard.open(Ipc.builder()
                .isolated()
                .set("service", "caller")
                .set("channels.hop1.transport", "http")
                .set("channels.hop1.timeout", "30s")
                .set("channels.hop1.http.address", first));
        assertThat(caller.channel("hop1").call(Command.of(new Ask(1)), Ask.class))
                .isEqualTo(new Ask(3));

        assertThat(List.of(Duration.ofSeconds(30), left.get(1), left.get(2), left.get(3)))
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
        assertThat(left.get(3)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }
}
