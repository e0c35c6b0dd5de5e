package io.unifiedipc.spi;

import io.unifiedipc.IpcException;

/** One attempt at another call. */
final class Attempt extends Share {
    private final String limit;

    Attempt(Call whole, Envelope message, int number, long until, boolean mayBlock, String limit, Listener listener) {
        super(whole, whole.group(), whole.style(), message, number, until, mayBlock, listener);
        this.limit = limit;
        endpoint(whole.endpoint());
    }

    /** The first attempt is all that has left of its call; of a later one others may have left before. */
    @Override
    public boolean takeBack() {
        return super.takeBack() && (attempt() != whole.attempt() || whole.takeBack());
    }

    @Override
    String patience() {
        return limit.isEmpty() ? whole.patience() : limit;
    }

    @Override
    protected void onEnded() {
        whole.attemptEnded();
    }

    /** Ends an attempt whose call is done before it. */
    record Over(Call whole, Call attempt) implements Runnable {
        @Override
        public void run() {
            if (!attempt.isDone()) {
                IpcException why = whole.failure();
                attempt.abort(why == null ? whole.over() : why);
            }
        }
    }
}
