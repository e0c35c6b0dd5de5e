package io.unifiedipc.resilience.retry;

import io.unifiedipc.spi.Timers;

/** The time between two attempts. It ends once: by its time, or since the call is given up. */
final class Pause extends Timers.Entry {
    private final Retry retry;
    private final Series series;
    private final long due;
    private boolean over;

    Pause(Retry retry, Series series, long due) {
        this.retry = retry;
        this.series = series;
        this.due = due;
    }

    void begin() {
        boolean open = retry.pauses(this);
        series.call().onCancel(this::giveUp);
        retry.context.timers().add(this);
        if (isOver()) {
            retry.context.timers().remove(this); // it was given up before it was added
        } else if (!open) {
            close();
        }
    }

    @Override
    public long due() {
        return due;
    }

    @Override
    public void run() {
        if (ends()) {
            series.again();
        }
    }

    /** The channel closes. */
    void close() {
        series.call().abort(Retry.closed(series.call()));
    }

    /** The call was aborted. */
    private void giveUp() {
        if (ends()) {
            retry.context.timers().remove(this);
            series.call().end();
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    private boolean ends() {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
        }
        retry.ends(this);
        return true;
    }
}
