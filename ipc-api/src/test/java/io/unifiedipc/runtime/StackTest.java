package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unifiedipc.Command;
import io.unifiedipc.ConfigurationException;
import io.unifiedipc.Ipc;
import io.unifiedipc.IpcBuilder;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.DecoratedChannel;
import io.unifiedipc.spi.Decorator;
import io.unifiedipc.spi.DecoratorProvider;
import io.unifiedipc.spi.Schema;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Calls go through decorators in the order that describe prints. */
class StackTest {
    record Ping() {}

    private final List<String> passed = new CopyOnWriteArrayList<>();

    @Test
    void anOwnDecoratorStandsOutsideUnlessItIsPlaced() {
        assertThat(passed("")).containsExactly("audit", "retry", "circuit-breaker");
        assertThat(passed(", stack: [retry, audit, circuit-breaker, outstanding]"))
                .containsExactly("retry", "audit", "circuit-breaker");
        assertThat(passed(", stack: [retry, circuit-breaker, outstanding, audit]"))
                .containsExactly("retry", "circuit-breaker", "audit");
    }

    @Test
    void describePrintsThatOrder() {
        assertThat(builder(", stack: [retry, outstanding, audit, circuit-breaker]")
                        .describe()
                        .replaceAll("\\s+", " "))
                .contains(
                        " stack deadline(2s) > key > version(1.0.0) > retry > outstanding(256) > audit > circuit-breaker"
                                + " > memory yaml:3 ");
    }

    @Test
    void whoIsOffIsNotInIt() {
        assertThat(passed(", retry: off, stack: [retry, circuit-breaker, audit, outstanding]"))
                .containsExactly("circuit-breaker", "audit");
    }

    @Test
    void anOrderThatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> builder(", stack: [audit, circuit-breaker, retry, outstanding]")
                        .build())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .singleElement()
                                .asString()
                                .endsWith(
                                        "channels.orders.stack: retry must stand outside circuit-breaker: each attempt is judged;"
                                                + " legal is [audit, retry, circuit-breaker, outstanding]"));
    }

    @Test
    void soIsOneThatLeavesSomeOut() {
        assertThatThrownBy(() -> builder(", stack: [retry, circuit-breaker]").build())
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        e -> assertThat(e.problems())
                                .hasSize(2)
                                .anyMatch(each -> each.contains("leaves out outstanding"))
                                .anyMatch(each -> each.contains("leaves out audit")));
    }

    private List<String> passed(String more) {
        passed.clear();
        try (Ipc ipc = builder(more).build()) {
            ipc.channel("orders").accept(Ping.class, message -> {});
            ipc.start();
            ipc.channel("orders").call(Command.of(new Ping()), Void.class);
        }
        return List.copyOf(passed);
    }

    private IpcBuilder builder(String more) {
        return Ipc.builder()
                .isolated()
                .yaml("ipc:\n  channels:\n    orders: {transport: memory" + more + "}\n")
                .add(new Named("circuit-breaker"))
                .add(new Named("audit"))
                .add(new Named("retry"));
    }

    private final class Named implements DecoratorProvider, Decorator {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Schema options() {
            return Schema.of();
        }

        @Override
        public Decorator decorator(DecoratedChannel channel, Config options, Context context) {
            return this;
        }

        @Override
        public void around(Call call, Next next) {
            passed.add(name);
            next.proceed(call);
        }
    }
}
