package io.unifiedipc.http.receive;

import io.unifiedipc.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Takes a body in up to a limit. Memory is taken for what has arrived, not for what was announced. A body over the limit is
 * read on and thrown away, within bounds: a caller that is still sending would otherwise meet a closed connection in place of
 * its answer. One thread at a time feeds it.
 */
public abstract class BodySink {
    /** How much of a body that is refused is still taken in. */
    private static final long MOST_DISCARDED = 8L << 20;

    private static final int FIRST = 64 << 10;
    private static final byte[] NONE = {};

    private final int limit;
    private final long announced;
    private final boolean waitsToBeAsked;
    private byte[] bytes = NONE;
    private long size;

    /**
     * @param announced the length that the caller gave, or -1
     * @param waitsToBeAsked whether the caller sends no body before it hears that it may (RFC 9110, {@code Expect})
     */
    BodySink(int limit, long announced, boolean waitsToBeAsked) {
        this.limit = limit;
        this.announced = announced;
        this.waitsToBeAsked = waitsToBeAsked;
    }

    /** It is all here. */
    protected abstract void whole(byte[] body);

    /** It is over the limit; as much was read as is going to be. */
    protected abstract void refused(Refusal refusal);

    /** It will never be all here: the connection is gone or silent. */
    public abstract void broken(Throwable e);

    /** Asked before anything is read. If not, the sink has ended. */
    public boolean wanted() {
        boolean hopeless = announced > limit && (announced > limit + MOST_DISCARDED || waitsToBeAsked);
        if (hopeless) {
            refused(tooLarge());
        }
        return !hopeless;
    }

    /** Takes a part. Answers whether more is wanted; if not, the sink has ended. */
    public boolean take(ByteBuffer part) {
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
        if (size <= limit + MOST_DISCARDED) {
            return true;
        }
        end();
        return false;
    }

    private int capacity(int needed) {
        long wanted = Math.max(needed, Math.max(2L * bytes.length, announced < 0 ? 1024 : Math.min(announced, FIRST)));
        return (int) Math.min(wanted, announced < 0 ? limit : Math.max(announced, needed));
    }

    /** There is no more. */
    public void end() {
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
