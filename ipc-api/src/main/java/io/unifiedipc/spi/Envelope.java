package io.unifiedipc.spi;

import io.unifiedipc.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A message as bytes: all that decorators and transports see of it. The headers have the names of {@link HeaderNames};
 * a transport maps them to its own by a rule, not one by one. Immutable by agreement: nobody writes to the arrays.
 *
 * @param headers all headers, the attributes of the CloudEvent among them
 * @param body the payload, encoded; empty for none
 * @param replyTo where a broker's receiver sends the reply, or null where nobody waits for one on this way
 * @param correlation which exchange a reply belongs to, never parsed by anybody but who made it; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // copied for nobody: whoever gets it must not write to it
public record Envelope(
        Headers headers, byte[] body, @Nullable Address replyTo, byte[] correlation) {
    private static final byte[] NONE = {};
    /** What completes an exchange that has no reply. */
    public static final Envelope EMPTY = new Envelope(Headers.EMPTY, NONE, null, NONE);

    /** A message that asks for no reply. */
    public static Envelope of(Headers headers, byte[] body) {
        return new Envelope(headers, body, null, NONE);
    }

    /** The same message under other headers. */
    public Envelope withHeaders(Headers other) {
        return new Envelope(other, body, replyTo, correlation);
    }

    /** The same message, to be answered at an address. */
    public Envelope answeredAt(@Nullable Address address, byte[] correlationId) {
        return new Envelope(headers, body, address, correlationId);
    }
}
