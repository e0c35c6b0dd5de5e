package io.unifiedipc;

/**
 * A message that was put aside, to be looked at by a person.
 *
 * @param id the message's id
 * @param operation what it asked for or told
 * @param reason why it was put aside
 * @param attempts how often it was tried
 * @param headers all its headers
 * @param body its payload, encoded
 */
@SuppressWarnings("ArrayRecordComponent") // copied for nobody: whoever gets it must not write to it
public record Parked(String id, String operation, String reason, int attempts, Headers headers, byte[] body) {
    /** What becomes of a parked message. */
    public enum Verdict {
        /** It stays parked. */
        KEEP,
        /** It goes back to its channel and is handled again. */
        REPLAY,
        /** It is gone. */
        DROP
    }
}
