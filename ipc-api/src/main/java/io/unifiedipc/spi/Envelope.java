package io.unifiedipc.spi;

import io.unifiedipc.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A message as bytes: all that decorators and transports see of it. The headers have the names of {@link HeaderNames};
 * a transport maps them to its own by a rule, not one by one. Immutable by agreement: nobody writes to the array.
 *
 * @param headers all headers, the attributes of the CloudEvent among them
 * @param body the payload, encoded; empty for none
 * @param replyTo where a broker's receiver sends the reply, or null where nobody waits for one on this way
 */
@SuppressWarnings("ArrayRecordComponent") // copied for nobody: whoever gets it must not write to it
public record Envelope(
        Headers headers, byte[] body, @Nullable ReturnAddress replyTo) {
    /** What completes an exchange that has no reply. */
    public static final Envelope EMPTY = of(Headers.EMPTY, new byte[0]);

    /** A message that asks for no reply. */
    public static Envelope of(Headers headers, byte[] body) {
        return new Envelope(headers, body, null);
    }

    /** The same message under other headers. */
    public Envelope withHeaders(Headers other) {
        return new Envelope(other, body, replyTo);
    }

    /** The same message without what was noted when it was parked: as it is replayed. */
    public Envelope unparked() {
        return withHeaders(headers.without(HeaderNames.PARKED_REASON).without(HeaderNames.PARKED_ATTEMPTS));
    }

    /** The same message, to be answered there. */
    public Envelope answeredAt(@Nullable ReturnAddress where) {
        return new Envelope(headers, body, where);
    }
}
