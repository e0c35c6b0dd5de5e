package io.unifiedipc.http.receive;

import io.unifiedipc.spi.Context;
import io.unifiedipc.spi.Timers;

/** How long a caller waits that would rather come back. Then it is sent away, if there is room for its result. */
final class Patience extends Timers.Entry {
    private final HttpDelivery delivery;
    private final String path;
    private final Later later;
    private final Results results;
    private final Context context;
    private final long due;

    Patience(HttpDelivery delivery, String path, Later later, Results results, Context context) {
        this.delivery = delivery;
        this.path = path;
        this.later = later;
        this.results = results;
        this.context = context;
        due = context.clock().in(later.after);
    }

    void begin() {
        context.timers().add(this);
    }

    void end() {
        context.timers().remove(this);
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public void run() {
        Result result = results.open(path, delivery.owner(), later);
        if (result != null) {
            delivery.promise(result);
        }
    }
}
