package io.unifiedipc.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The whole library over HTTP: a first look, the conformance kit does the rest. */
class IpcOverHttpTest {
    /** A command. */
    public record Add(int a, int b) {}

    /** Its reply. */
    public record Sum(int value) {}

    @Test
    void commandsAndEvents() throws Exception {
        HttpTransportProvider http = new HttpTransportProvider();
        CopyOnWriteArrayList<Integer> heard = new CopyOnWriteArrayList<>();
        Ipc server = Ipc.builder()
                .isolated()
                .add(http)
                .set("service", "sums")
                .set("channels.sums.transport", "http")
                .set("channels.news.kind", "events")
                .set("channels.news.transport", "http")
                .set("transports.http.listen", "0")
                .build();
        try {
            server.channel("sums").handle(Add.class, add -> {
                if (add.payload().a() < 0) {
                    throw new IllegalStateException("negative");
                }
                return new Sum(add.payload().a() + add.payload().b());
            });
            server.channel("news")
                    .subscribe("all", Sum.class, sum -> heard.add(sum.payload().value()));
            server.start();
            server.ready().get(10, TimeUnit.SECONDS);

            askAndTell(server, "http://127.0.0.1:" + http.port(), heard);
        } finally {
            server.close();
        }
    }

    private static void askAndTell(Ipc server, String base, List<Integer> heard) throws Exception {
        try (Ipc client = Ipc.builder()
                .isolated()
                .set("service", "asks")
                .set("channels.sums.transport", "http")
                .set("channels.sums.timeout", "10s")
                .set("channels.sums.http.address", base)
                .set("channels.news.kind", "events")
                .set("channels.news.transport", "http")
                .yaml("ipc: {channels: {news: {http: {groups: {all: " + base + "}}}}}")
                .build()) {
            assertThat(client.channel("sums").call(Command.of(new Add(1, 2)), Sum.class))
                    .isEqualTo(new Sum(3));
            assertThat(client.channel("sums")
                            .callAsync(Command.of(new Add(2, 2)), Sum.class)
                            .get(5, TimeUnit.SECONDS)
                            .payload())
                    .isEqualTo(new Sum(4));
            client.channel("news").publish(Event.of(new Sum(5)));
            assertThat(heard).containsExactly(5);
            assertThatThrownBy(() -> client.channel("sums").call(Command.of(new Add(-1, 2)), Sum.class))
                    .isInstanceOfSatisfying(IpcException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.FAILED);
                        assertThat(e.executed()).isEqualTo(Executed.YES);
                    });
            server.close();
            assertThatThrownBy(() -> client.channel("sums").call(Command.of(new Add(1, 2)), Sum.class))
                    .isInstanceOfSatisfying(IpcException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
                        assertThat(e.executed()).isEqualTo(Executed.NO);
                    });
        }
    }
}
