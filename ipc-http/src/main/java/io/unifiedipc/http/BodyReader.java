package io.unifiedipc.http;

import io.unifiedipc.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads a body up to a limit. Memory is taken for what has arrived, not for what was announced. A body over the limit is read
 * on and thrown away, within bounds: a caller that is still sending would otherwise meet a closed connection in place of its
 * answer.
 */
abstract class BodyReader implements Runnable {
    /** How much of a body that is refused is still taken in. */
    private static final long MOST_DISCARDED = 8L << 20;

    private static final int FIRST = 64 << 10;
    private static final byte[] NONE = {};

    private final Request request;
    private final int limit;
    private final long announced;
    private byte[] bytes = NONE;
    private long size;

    BodyReader(Request request, int limit) {
        this.request = request;
        this.limit = limit;
        announced = request.getLength();
    }

    /** It is all here. */
    abstract void whole(byte[] body);

    /** It is over the limit; as much was read as is going to be. */
    abstract void refused(Refusal refusal);

    /** It will never be all here: the connection is gone or silent. */
    abstract void broken(Throwable e);

    @Override
    public void run() {
        if (announced > limit && hopeless()) {
            refused(tooLarge());
            return;
        }
        while (true) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                broken(chunk.getFailure());
                return;
            }
            take(chunk.getByteBuffer());
            boolean last = chunk.isLast();
            chunk.release();
            if (last || size > limit + MOST_DISCARDED) {
                end();
                return;
            }
        }
    }

    /** Whether taking the body in is of no use: too much of it, or a caller that waits to be asked for it. */
    private boolean hopeless() {
        HttpFields fields = request.getHeaders();
        return announced > limit + MOST_DISCARDED || fields.contains(HttpHeader.EXPECT);
    }

    private void take(ByteBuffer part) {
        int more = part.remaining();
        if (announced <= limit && size + more <= limit) {
            int needed = (int) size + more;
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, capacity(needed));
            }
            part.get(bytes, (int) size, more);
        } else {
            bytes = NONE;
        }
        size += more;
    }

    private int capacity(int needed) {
        long wanted = Math.max(needed, Math.max(2L * bytes.length, announced < 0 ? 1024 : Math.min(announced, FIRST)));
        return (int) Math.min(wanted, announced < 0 ? limit : Math.max(announced, needed));
    }

    private void end() {
        if (size > limit) {
            refused(tooLarge());
        } else {
            whole(size == bytes.length ? bytes : Arrays.copyOf(bytes, (int) size));
        }
    }

    private Refusal tooLarge() {
        return Refusal.of(
                Kind.TOO_LARGE,
                "the payload has " + (announced < 0 ? "more than " + limit : Long.toString(announced))
                        + " bytes, and max-payload allows " + limit + ": raise it on both sides");
    }
}
