package io.unifiedipc.servlet;

import io.unifiedipc.http.receive.BodySink;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Feeds a body to its sink as it arrives. Called by threads of the container, one at a time. */
final class BodyReader implements ReadListener {
    private static final int PART = 8 << 10;

    private final ServletInputStream in;
    private final BodySink sink;
    private boolean ended;

    BodyReader(ServletInputStream in, BodySink sink) {
        this.in = in;
        this.sink = sink;
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] part = new byte[PART];
        while (!ended && in.isReady()) {
            int count = in.read(part);
            if (count < 0) {
                return; // the container says so by onAllDataRead
            }
            ended = !sink.take(ByteBuffer.wrap(part, 0, count));
        }
    }

    @Override
    public void onAllDataRead() {
        if (!ended) {
            ended = true;
            try {
                sink.end();
            } catch (RuntimeException | Error e) {
                sink.broken(e); // the container would tell only who has not ended, and no time-out goes off
                throw e;
            }
        }
    }

    @Override
    public void onError(Throwable e) {
        if (!ended) {
            ended = true;
            sink.broken(e);
        }
    }
}
