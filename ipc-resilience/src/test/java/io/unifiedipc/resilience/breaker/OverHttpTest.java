package io.unifiedipc.resilience.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unifiedipc.Command;
import io.unifiedipc.Event;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.http.HttpTransportProvider;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Receivers at several addresses, some of which are closed ports. */
class OverHttpTest {
    record Pay(int amount) {}

    record Paid(int amount) {}

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final List<String> changes = new CopyOnWriteArrayList<>();
    private final AtomicInteger ran = new AtomicInteger();
    private String openFor = "1h";

    private static String deadAddress() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }

    /** A receiver; answers with its address. */
    private String serve(String service) {
        return serve(service, 0, ran);
    }

    private String serve(String service, int port, AtomicInteger count) {
        HttpTransportProvider http = new HttpTransportProvider();
        Ipc ipc = guard.watch(
                service,
                Ipc.builder()
                        .isolated()
                        .add(http)
                        .yaml("ipc: {service: " + service + ", transport: http, transports: {http: {listen: " + port
                                + "}}," + " channels: {payments: , news: {kind: events}}}")
                        .build());
        ipc.channel("payments").handle(Pay.class, pay -> {
            count.incrementAndGet();
            return new Paid(pay.payload().amount());
        });
        ipc.channel("news").subscribe("billing", Paid.class, paid -> count.incrementAndGet());
        ipc.start();
        Await.result(ipc.ready());
        return "http://127.0.0.1:" + http.port();
    }

    private Ipc caller(String payments, String groups) {
        return guard.watch(
                "breaker-caller",
                Ipc.builder()
                        .isolated()
                        .add(new Observer() {
                            @Override
                            public void changed(String channel, String what, String endpoint, String from, String to) {
                                changes.add(channel + " " + endpoint + ": " + from + " > " + to);
                            }
                        })
                        .yaml("""
                                ipc:
                                  service: breaker-caller
                                  transport: http
                                  channels:
                                    payments: {circuit-breaker: {window: 2, open-for: %s}, http: {address: [%s]}}
                                    news:
                                      kind: events
                                      circuit-breaker: {window: 2, open-for: 1h}
                                      %s
                                """.formatted(
                                        openFor, payments, groups.isEmpty() ? "" : "http: {groups: {" + groups + "}}"))
                        .build());
    }

    private static List<Kind> pay(Ipc caller, int calls) {
        List<Kind> failures = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            try {
                caller.channel("payments").call(Command.of(new Pay(i)), Paid.class);
            } catch (IpcException e) {
                assertThat(e.executed()).isEqualTo(Executed.NO);
                failures.add(e.kind());
            }
        }
        return failures;
    }

    @Test
    void aDeadReceiverOfTwoIsLeftOutAfterItsBreakerHasOpened() throws Exception {
        String dead = deadAddress();
        Ipc caller = caller(dead + ", " + serve("breaker-alive"), "");
        assertThat(pay(caller, 40)).containsExactly(Kind.UNREACHABLE, Kind.UNREACHABLE);
        assertThat(ran).hasValue(38);
        assertThat(changes).containsExactly("payments " + dead + ": closed > open");
    }

    @Test
    void oneThatComesBackHasItsTurnsAgain() throws Exception {
        String dead = deadAddress();
        openFor = "1ms";
        Ipc caller = caller(dead + ", " + serve("breaker-stays"), "");
        assertThat(pay(caller, 4)).isNotEmpty();
        AtomicInteger back = new AtomicInteger();
        serve("breaker-back", URI.create(dead).getPort(), back);
        Await.until("it is tried, and then used", () -> pay(caller, 1).isEmpty() && back.get() > 5);
        assertThat(changes)
                .startsWith("payments " + dead + ": closed > open", "payments " + dead + ": open > half-open")
                .endsWith("payments " + dead + ": half-open > closed");
    }

    @Test
    void twoThatAreAliveHaveTheirTurns() {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        String one = serve("breaker-one", 0, first);
        Ipc caller = caller(one + ", " + serve("breaker-two", 0, second) + ", " + one, "");
        assertThat(pay(caller, 10)).isEmpty();
        assertThat(first).as("an address that is given twice counts once").hasValue(5);
        assertThat(second).hasValue(5);
        assertThat(changes).isEmpty();
    }

    @Test
    void whereAllAreDeadItSaysSoWithoutAskingAnyMore() throws Exception {
        String first = deadAddress();
        String second = deadAddress();
        Ipc caller = caller(first + ", " + second, "");
        assertThat(pay(caller, 4)).containsOnly(Kind.UNREACHABLE).hasSize(4);
        assertThat(changes)
                .containsExactlyInAnyOrder(
                        "payments " + first + ": closed > open", "payments " + second + ": closed > open");
        IpcException refused = catchThrowableOfType(
                IpcException.class, () -> caller.channel("payments").call(Command.of(new Pay(1)), Paid.class));
        assertThat(refused.kind()).isEqualTo(Kind.CIRCUIT_OPEN);
        assertThat(refused.text()).contains("'payments' at http://127.0.0.1:", "2 of 2 calls failed");
    }

    @Test
    void groupsOfAnEventChooseEachForItself() throws Exception {
        String dead = deadAddress();
        String alive = serve("breaker-news");
        Ipc caller = caller(alive, "billing: [" + dead + ", " + alive + "], away: [" + dead + "]");
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> caller.channel("news").publish(Event.of(new Paid(1))))
                    .isInstanceOf(IpcException.class);
        }
        assertThat(changes).containsExactlyInAnyOrder("news " + dead + ": closed > open", "news away: closed > open");
        assertThat(ran).hasValue(8);
    }
}
