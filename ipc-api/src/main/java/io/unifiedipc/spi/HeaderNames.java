package io.unifiedipc.spi;

/**
 * The names of headers inside an {@link Envelope}. They are those of the
 * <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">CloudEvents HTTP
 * binding</a>; other transports replace the prefix {@link #CE} by their own.
 */
public final class HeaderNames {
    /** The prefix of a CloudEvents attribute. */
    public static final String CE = "ce-";
    /** The prefix of this library's own headers. */
    public static final String IPC = "ipc-";

    /** The message's identity, the same on every attempt. */
    public static final String ID = "ce-id";
    /** The version of the CloudEvents specification: {@code 1.0}. */
    public static final String SPEC_VERSION = "ce-specversion";
    /** The logical name of the payload's type, which names the operation. */
    public static final String TYPE = "ce-type";
    /** The service that sent the message. */
    public static final String SOURCE = "ce-source";
    /** When the message was made, RFC 3339. */
    public static final String TIME = "ce-time";
    /** Messages with the same key are handled in order. */
    public static final String KEY = "ce-partitionkey";
    /** When a stored message stops being worth handling, RFC 3339; absent for never. */
    public static final String EXPIRES = "ce-expirytime";
    /** How the body is encoded, a media type. */
    public static final String CONTENT_TYPE = "content-type";
    /** What makes two messages the same piece of work; equal to the id unless the application says otherwise. */
    public static final String IDEMPOTENCY_KEY = "idempotency-key";
    /** The semantic version of the contract that the sender speaks. */
    public static final String VERSION = "ipc-version";
    /** The operation asked for, where it differs from the type. */
    public static final String OPERATION = "ipc-operation";
    /** The service that calls. */
    public static final String CALLER = "ipc-caller";
    /**
     * The services in whose handlers the call was made, with commas between them: the first has handled what led to it, the last
     * made it. Absent where no handler did.
     */
    public static final String VIA = "ipc-via";
    /** Which attempt of the caller this is, from 1; absent for the first. */
    public static final String ATTEMPT = "ipc-attempt";
    /** What remains of a request's deadline, milliseconds; transports write and read it, the envelope never holds it. */
    public static final String DEADLINE_MS = "ipc-deadline-ms";
    /** When a brokered request was sent, by the sender's clock, milliseconds since the epoch. */
    public static final String SENT_AT = "ipc-sent-at";
    /** The receiver's channel to which the reply goes as a message of its own. */
    public static final String REPLY_CHANNEL = "ipc-reply-to";
    /** In a reply to a gathered event: the group that answers. */
    public static final String GROUP = "ipc-group";
    /** In a reply that is a message of its own: the id of the command that it answers. */
    public static final String ANSWERS = "ipc-answers";
    /**
     * What a {@link Binding} made of a payload besides headers and body, such as {@code GET /orders/17}: for its own transport,
     * and part of what was asked for. It never travels as a header.
     */
    public static final String TARGET = "ipc-target";
    /** In a reply: since when what was asked for is deprecated, {@code @} and seconds since the epoch (RFC 9745). */
    public static final String DEPRECATION = "deprecation";
    /** In a reply: from when on what was asked for may be gone, a date of HTTP (RFC 8594). */
    public static final String SUNSET = "sunset";
    /** In a reply: other places that it has to do with (RFC 8288). */
    public static final String LINK = "link";
    /** In an outcome query: the operation of the command whose outcome is wanted. Its key is the query's own. */
    public static final String ASKED_OPERATION = "ipc-asked-operation";
    /** In an outcome query: when that command was made, RFC 3339. */
    public static final String ASKED_MADE = "ipc-asked-made";
    /** In the answer to an outcome query: whether the command ran, {@code no}, {@code maybe} or {@code yes}. */
    public static final String OUTCOME = "ipc-outcome";
    /** In the answer to an outcome query whose body is a failure: its kind. */
    public static final String OUTCOME_KIND = "ipc-outcome-kind";
    /** In a failure: in how many seconds the receiver may be asked again, a whole number. */
    public static final String RETRY_AFTER = "retry-after";
    /** In a parked message: why. */
    public static final String PARKED_REASON = "ipc-parked-reason";
    /** In a parked message: how often it was tried. */
    public static final String PARKED_ATTEMPTS = "ipc-parked-attempts";

    /** In a reply that stands in for the receiver's: where it comes from. It never travels; what a receiver claims is removed. */
    public static final String FALLBACK = "ipc-fallback";
    /** In such a reply: how old it is, milliseconds. */
    public static final String FALLBACK_AGE_MS = "ipc-fallback-age-ms";

    private HeaderNames() {}
}
