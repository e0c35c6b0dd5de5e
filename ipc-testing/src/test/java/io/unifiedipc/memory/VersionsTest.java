package io.unifiedipc.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.ChannelKind;
import io.unifiedipc.Command;
import io.unifiedipc.Contract;
import io.unifiedipc.Executed;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Deprecation;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Interaction;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.testing.Ipcs;
import io.unifiedipc.testing.kit.Await;
import io.unifiedipc.testing.kit.LeakGuard;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several majors of a channel in one Ipc; which one is meant; who uses the old one. */
class VersionsTest {
    record Work(String what) {}

    record Done(String what) {}

    @Contract(channel = "orders", version = "1.4.0", deprecated = "2026-12-01", sunset = "2027-06-01")
    interface Old {
        Done work(Work work);
    }

    @Contract(channel = "orders", version = "2.0.0-rc.1")
    interface New {
        Done work(Work work);
    }

    @Contract(channel = "orders", version = "3.0.0")
    interface Newest {
        Done work(Work work);
    }

    @RegisterExtension
    final LeakGuard guard = new LeakGuard();

    private final Ipcs ipcs = new Ipcs(guard);

    private Ipc serving(String options, io.unifiedipc.Extension... more) {
        Ipc ipc = ipcs.open("orders: {transport: memory" + options + "}", more);
        ipc.serve(Old.class, work -> new Done("old " + work.what()));
        ipc.serve(New.class, work -> new Done("new " + work.what()));
        ipc.start();
        return ipc;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", memory: {like: kafka}", ", memory: {like: amqp}", ", memory: {like: http}"})
    void majorsSideBySide(String options) {
        Ipc both = serving(options);
        Ipc caller = ipcs.open("orders: {transport: memory" + options + "}");
        for (Ipc each : List.of(both, caller)) {
            assertThat(each.client(Old.class).work(new Work("a"))).isEqualTo(new Done("old a"));
            assertThat(each.client(New.class).work(new Work("b"))).isEqualTo(new Done("new b"));
        }
    }

    @Test
    void withoutAContractTheOnlyOpenVersionIsMeant() {
        Ipc ipc = ipcs.open("orders: {transport: memory}");
        ipc.serve(New.class, work -> new Done("new " + work.what()));
        ipc.start();

        assertThat(ipc.channel("orders").call(Command.of(new Work("a")), Done.class))
                .isEqualTo(new Done("new a"));
        assertThat(ipc.channel("orders")).isSameAs(ipc.channel("orders"));
    }

    @Test
    void withoutAContractAndWithSeveralOpenTheDefaultIsMeant() {
        Ipc ipc = serving("");
        assertThat(ipc.channel("orders").call(Command.of(new Work("a")), Done.class))
                .isEqualTo(new Done("old a"));
    }

    @Test
    void aConfiguredVersionGoesBeforeAllOthers() {
        serving("");
        Ipc caller = ipcs.open("orders: {transport: memory, version: 2.7.0}");
        assertThat(caller.channel("orders").call(Command.of(new Work("a")), Done.class))
                .isEqualTo(new Done("new a"));
        assertThat(caller.client(New.class).work(new Work("a"))).isEqualTo(new Done("new a"));
        assertThatThrownBy(() -> caller.client(Old.class)).isInstanceOfSatisfying(IpcException.class, e -> {
            assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED);
            assertThat(e).hasMessageContaining("1.4.0").hasMessageContaining("2.7.0");
        });
    }

    private IpcException failure(String version) {
        Raw raw = new Raw(ipcs.broker(), "orders", ChannelKind.COMMANDS);
        var headers = Raw.headers("Work").without(HeaderNames.VERSION).plus(HeaderNames.VERSION, version);
        return Await.result(raw.request(Raw.envelope(headers, "{}"))
                .handle((reply, failure) -> (IpcException) Objects.requireNonNull(failure)));
    }

    @Test
    void aRefusalListsAllMajorsThatAreServed() {
        serving("");
        IpcException failure = failure("3.1.0");

        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure.executed()).isEqualTo(Executed.NO);
        assertThat(failure).hasMessageContaining("3.1.0").hasMessageContaining("1.4.0, 2.0.0-rc.1");
        assertThat(Objects.requireNonNull(failure.problem()).members().get("supported"))
                .isEqualTo(List.of("1.4.0", "2.0.0-rc.1"));
    }

    @Test
    void aMajorThatIsOnlyCalledIsNotSupported() {
        Ipc ipc = serving("");
        ipc.client(Newest.class);
        assertThat(failure("3.0.0")).hasMessageEndingWith("1.4.0, 2.0.0-rc.1");
    }

    @Test
    void whoUsesWhatIsDeprecatedIsTold() {
        List<String> told = new CopyOnWriteArrayList<>();
        Observer observer = new Observer() {
            @Override
            public void deprecated(Interaction call, String caller, Deprecation deprecation) {
                told.add(call.operation().name() + " by " + caller);
            }
        };
        Ipc receiver = serving("", observer);
        Raw raw = new Raw(ipcs.broker(), "orders", ChannelKind.COMMANDS);
        Envelope reply = Await.result(raw.request(Raw.envelope(Raw.headers("Work"), "{\"what\":\"x\"}")));
        assertThat(reply.headers().get("deprecation")).isEqualTo("@1796083200");
        assertThat(reply.headers().get("sunset")).isEqualTo("Tue, 01 Jun 2027 00:00:00 GMT");
        raw.send(Raw.envelope(Raw.headers("Work"), "{\"what\":\"y\"}"));

        Await.until("both are told", () -> told.size() == 2);
        assertThat(told).containsExactly("Work by raw", "Work by raw");
        assertThat(receiver.deprecatedUses())
                .singleElement()
                .satisfies(use -> assertThat(use.times()).isEqualTo(2));
    }

    /** Names are what strangers say, and there is room for a hundred. */
    @Test
    void namesAreBounded() {
        Ipc receiver = serving("");
        Raw raw = new Raw(ipcs.broker(), "orders", ChannelKind.COMMANDS);
        for (int i = 0; i < 150; i++) {
            var headers = Raw.headers("Work").without(HeaderNames.SOURCE).plus(HeaderNames.SOURCE, "s" + i);
            var unused = Await.result(raw.request(Raw.envelope(headers, "{\"what\":\"x\"}")));
        }
        List<Ipc.DeprecatedUse> uses = receiver.deprecatedUses();
        assertThat(uses).hasSize(101);
        assertThat(uses)
                .filteredOn(use -> use.caller().equals("others"))
                .singleElement()
                .satisfies(use -> assertThat(use.times()).isEqualTo(50));
    }
}
