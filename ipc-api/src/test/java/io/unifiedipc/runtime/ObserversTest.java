package io.unifiedipc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Settlement;
import io.unifiedipc.spi.Style;
import io.unifiedipc.spi.Timers;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For each thing that observers are told: all are, in their order, whatever one of them throws. */
class ObserversTest {
    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            Call.class,
            new Call(
                    "orders",
                    OperationSpec.of("Place", Object.class, Object.class),
                    Style.REQUEST,
                    Envelope.EMPTY,
                    0,
                    Delivery.NO_DEADLINE,
                    false,
                    null),
            IpcException.class,
            IpcException.of(Kind.FAILED, Executed.YES, "it broke"),
            String.class,
            "text",
            Duration.class,
            Duration.ofSeconds(1),
            Settlement.class,
            Settlement.ACK,
            long.class,
            1L);

    private static final Timers NEVER = new Timers() {
        @Override
        public void add(Entry entry) {}

        @Override
        public void remove(Entry entry) {}
    };

    private final List<String> heard = new ArrayList<>();

    static Stream<Method> news() {
        return Arrays.stream(Observer.class.getMethods());
    }

    private Observer observer(String name, @Nullable Throwable thrown) {
        return (Observer) Proxy.newProxyInstance(
                Observer.class.getClassLoader(), new Class<?>[] {Observer.class}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.getName().equals("hashCode") ? (Object) 0 : name;
                    }
                    heard.add(name + " " + method.getName());
                    if (thrown != null) {
                        throw thrown;
                    }
                    return null;
                });
    }

    @ParameterizedTest
    @MethodSource("news")
    void eachIsTold(Method news) throws ReflectiveOperationException {
        Logbook logbook = new Logbook(Clock.SYSTEM, NEVER, Duration.ZERO);
        Observers all = new Observers(
                List.of(
                        observer("first", null),
                        observer("broken", new IllegalStateException("in an observer")),
                        observer("worse", new StackOverflowError("in an observer")),
                        observer("last", null)),
                logbook);
        Object[] arguments =
                Arrays.stream(news.getParameterTypes()).map(ARGUMENTS::get).toArray();
        Observers.class.getMethod(news.getName(), news.getParameterTypes()).invoke(all, arguments);
        assertThat(heard)
                .containsExactly(
                        "first " + news.getName(),
                        "broken " + news.getName(),
                        "worse " + news.getName(),
                        "last " + news.getName());
    }
}
