package io.unifiedipc.runtime;

import io.unifiedipc.Exchange;
import io.unifiedipc.spi.Call;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.HeaderNames;
import io.unifiedipc.spi.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Gathers what is known of exchanges at one moment. */
final class Exchanges {
    private final List<Exchange> all = new ArrayList<>();
    private final long now;

    Exchanges(long now) {
        this.now = now;
    }

    void add(OutstandingLimit limit) {
        limit.forEachPermits(permits -> {
            permits.holders()
                    .forEach(call -> add(call, call.isDone() ? Exchange.State.LEFT_BEHIND : Exchange.State.UNDER_WAY));
            permits.budget().waiters(permits).forEach(waiter -> add(waiter.call(), Exchange.State.WAITING));
        });
    }

    private void add(Call call, Exchange.State state) {
        boolean endless = call.deadline() == Delivery.NO_DEADLINE;
        all.add(new Exchange(
                call.channel(),
                call.operation().name(),
                Option.word(call.style()),
                call.attempt(),
                Objects.requireNonNullElse(call.envelope().headers().get(HeaderNames.ID), ""),
                Duration.ofNanos(now - call.startedAt()),
                endless ? null : Duration.ofNanos(call.deadline() - now),
                call.within() != null,
                state));
    }

    /** The oldest first. */
    List<Exchange> list() {
        all.sort(Comparator.comparing(Exchange::age).reversed());
        return List.copyOf(all);
    }
}
