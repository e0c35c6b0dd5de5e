package io.unifiedipc.runtime;

import io.unifiedipc.Headers;
import io.unifiedipc.Received;
import io.unifiedipc.spi.Delivery;
import io.unifiedipc.spi.HeaderNames;
import java.security.Principal;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a handler sees of a piece of work. Headers are read when they are asked for. */
final class ReceivedMessage implements Received<Object> {
    private final Work work;
    private final Object payload;

    ReceivedMessage(Work work, Object payload) {
        this.work = work;
        this.payload = payload;
    }

    @Override
    public Object payload() {
        return payload;
    }

    @Override
    public Headers headers() {
        return own(work);
    }

    /** The headers that are the message's own, and not this library's. */
    static Headers own(Work work) {
        Headers mine = Headers.EMPTY;
        for (var header : work.envelope().headers()) {
            String name = header.getKey();
            if (!name.startsWith(HeaderNames.CE)
                    && !name.startsWith(HeaderNames.IPC)
                    && !name.equals(HeaderNames.IDEMPOTENCY_KEY)
                    && !name.equals(HeaderNames.CONTENT_TYPE)) {
                mine = mine.plus(name, header.getValue());
            }
        }
        return mine;
    }

    @Override
    public String id() {
        return header(HeaderNames.ID);
    }

    @Override
    public @Nullable String key() {
        return work.key();
    }

    @Override
    public String operation() {
        return work.operation().name();
    }

    @Override
    public String source() {
        return header(HeaderNames.SOURCE);
    }

    @Override
    public String idempotencyKey() {
        return work.idempotencyKey();
    }

    @Override
    public @Nullable Principal principal() {
        return work.delivery().principal();
    }

    @Override
    public Executor within(Executor executor) {
        return Handled.within(work, executor);
    }

    @Override
    public int attempt() {
        return work.attempt();
    }

    @Override
    public @Nullable String answers() {
        return work.envelope().headers().get(HeaderNames.ANSWERS);
    }

    @Override
    public @Nullable Duration remaining() {
        return work.deadline() == Delivery.NO_DEADLINE ? null : Duration.ofNanos(work.remaining());
    }

    @Override
    public boolean cancelled() {
        return work.isDone() || work.remaining() <= 0;
    }

    @Override
    public void onCancel(Runnable hook) {
        work.whenLost(hook);
    }

    private String header(String name) {
        return work.envelope().headers().get(name, "");
    }
}
