package io.unifiedipc.resilience.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.unifiedipc.Executed;
import io.unifiedipc.Kind;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Clock;
import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.Envelope;
import io.unifiedipc.spi.OperationSpec;
import io.unifiedipc.spi.Style;
import io.unifiedipc.spi.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** An attempt's outcome and its work are two things. */
class AttemptWorkTest implements Context, Clock, Timers {
    private final List<Timers.Entry> entries = new ArrayList<>();
    private final List<Call> passed = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final AttemptTimeout decorator = new AttemptTimeout(Duration.ofMillis(100), this);
    private final long now = 5;

    private Call call(Style style, long deadline) {
        OperationSpec operation = OperationSpec.of("Work", String.class, String.class);
        Call call = new Call("orders", operation, style, Envelope.EMPTY, now, deadline, false, null);
        call.onEnd(each -> ended.add("permit"));
        return call;
    }

    private Call after(long millis) {
        return call(Style.REQUEST, now + millis * 1_000_000);
    }

    @Test
    void thePermitStaysWithTheWork() {
        Call call = after(1_000);
        call.endpoint("b");
        decorator.around(call, passed::add);
        Call attempt = passed.get(0);
        assertThat(attempt.endpoint()).isEqualTo("b");
        assertThat(attempt.handOff()).isTrue();
        assertThat(entries).containsExactly(attempt);
        assertThat(attempt.due()).isEqualTo(now + 100_000_000);

        attempt.run();
        assertThat(call.failure().kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(call.failure().executed()).isEqualTo(Executed.MAYBE);
        assertThat(ended).as("the driver has not let go").isEmpty();
        attempt.succeed(Envelope.EMPTY);
        assertThat(ended).containsExactly("permit");
        assertThat(call.failure()).isNotNull();
        assertThat(entries).isEmpty();
    }

    @Test
    void whatNeverLeftHasNotRun() {
        Call call = after(1_000);
        decorator.around(call, passed::add);
        passed.get(0).run();
        assertThat(call.failure().executed()).isEqualTo(Executed.NO);
        assertThat(passed.get(0).handOff()).isFalse();
    }

    @Test
    void anAnswerTakesTheTimerOut() {
        Call call = after(1_000);
        decorator.around(call, passed::add);
        passed.get(0).succeed(Envelope.EMPTY);
        assertThat(call.reply()).isEqualTo(Envelope.EMPTY);
        assertThat(entries).isEmpty();
        assertThat(ended).hasSize(1);
    }

    @Test
    void whereItCanNeverPassItAddsNothing() {
        List<Call> calls = List.of(after(100), after(50), call(Style.GATHER, Delivery.NO_DEADLINE));
        calls.forEach(each -> decorator.around(each, passed::add));
        assertThat(passed).isEqualTo(calls);
        assertThat(entries).isEmpty();
    }

    @Test
    void aCallThatIsOverIsNotPassedOn() {
        Call call = after(1_000);
        call.run();
        call.end();
        decorator.around(call, passed::add);
        assertThat(passed).isEmpty();
        assertThat(entries).isEmpty();
    }

    @Override
    public String service() {
        return "test";
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public Timers timers() {
        return this;
    }

    @Override
    public void count(String what, String channel) {}

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void add(Entry entry) {
        entries.add(entry);
    }

    @Override
    public void remove(Entry entry) {
        entries.remove(entry);
    }
}
