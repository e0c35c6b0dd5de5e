package io.unifiedipc.resilience.breaker;

import io.unifiedipc.Executed;
import io.unifiedipc.IpcException;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Config;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.Observer;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import io.unifiedipc.spi.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A breaker by itself, with a clock that goes when it is told to. */
final class Bench implements Context {
    private static final OperationSpec PAY = OperationSpec.of("Pay", Object.class, Object.class);

    private final AtomicLong now = new AtomicLong(-5_000_000_000L); // a reading may be negative
    final List<Timers.Entry> scheduled = new CopyOnWriteArrayList<>();
    final List<String> changes = new CopyOnWriteArrayList<>();
    Runnable atChange = () -> {};
    final CircuitBreaker breaker;

    /** With options as key, value, key, value. */
    Bench(String... options) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            String key = options[i];
            Object raw = options[i + 1];
            CircuitBreakerOptions.SCHEMA.options().stream()
                    .filter(option -> option.key().equals(key))
                    .forEach(option -> values.put(key, option.parse(raw)));
        }
        breaker = new CircuitBreaker("payments", Rules.of(new Config(values)), this);
    }

    static IpcException failure(Kind kind) {
        return IpcException.of(kind, Executed.MAYBE, "because");
    }

    /** A call that has been let through to the link, or was refused. */
    Call begin() {
        return begin(null);
    }

    Call begin(@Nullable String endpoint) {
        Call call =
                new Call("payments", PAY, Style.REQUEST, Envelope.EMPTY, nanos(), Delivery.NO_DEADLINE, false, null);
        call.endpoint(endpoint);
        breaker.around(call, Call::reachesLink);
        return call;
    }

    /** So many calls, all of which succeed, or all of which fail. */
    void run(int calls, boolean well) {
        for (int i = 0; i < calls; i++) {
            Call call = begin();
            if (well) {
                call.succeed(Envelope.EMPTY);
            } else {
                call.fail(failure(Kind.UNREACHABLE));
            }
        }
    }

    /** How the next call is refused; null where it is let through, and given up. */
    @Nullable
    IpcException refusal() {
        Call call = begin();
        IpcException refusal = call.failure();
        if (refusal == null) {
            call.abort(failure(Kind.CANCELLED));
            call.end();
        }
        return refusal;
    }

    void advance(Duration time) {
        now.addAndGet(time.toNanos());
        for (Timers.Entry entry : new ArrayList<>(scheduled)) {
            if (entry.due() <= nanos()) {
                scheduled.remove(entry);
                entry.run();
            }
        }
    }

    long nanos() {
        return now.get();
    }

    @Override
    public String service() {
        return "bench";
    }

    @Override
    public Executor executor() {
        throw new AssertionError("a breaker needs no thread");
    }

    @Override
    public Clock clock() {
        return new Clock() {
            @Override
            public long nanos() {
                return now.get();
            }
        };
    }

    @Override
    public Timers timers() {
        return new Timers() {
            @Override
            public void add(Entry entry) {
                scheduled.add(entry);
            }

            @Override
            public void remove(Entry entry) {
                scheduled.remove(entry);
            }
        };
    }

    @Override
    public Observer observer() {
        return new Observer() {
            @Override
            public void changed(String channel, String what, String endpoint, String from, String to) {
                changes.add(channel + " " + what + " " + endpoint + ": " + from + " > " + to);
                atChange.run();
            }
        };
    }

    @Override
    public void count(String what, String channel) {}
}
