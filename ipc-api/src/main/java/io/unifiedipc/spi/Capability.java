package io.unifiedipc.spi;

/** What a transport can do, or does, for a channel. Each is read by {@code describe}, {@code explain} and the test kit. */
public enum Capability {
    /** Request/response. */
    REQUEST("a caller can wait for a reply"),
    /** One-way commands. */
    SEND("a command can be sent without waiting for its outcome"),
    /** Events to every group. */
    PUBLISH("an event goes to every group"),
    /** Events to every group, each of which may answer. */
    GATHER("the groups of an event can answer"),
    /** A message outlives its sender and waits for its receiver. */
    STORED("a message waits for its receiver"),
    /** A stored message outlives the broker's restart. */
    DURABLE("a stored message outlives a restart of what stores it"),
    /** A message that was not settled comes again. */
    REDELIVERY("a message whose receiver died comes again"),
    /** A redelivered message says which delivery it is, also after a crash. */
    ATTEMPT_COUNT("a message that comes again says how often it came"),
    /** Messages can be put aside. */
    PARKING("a message can be put aside with its reason"),
    /** Messages of one key, sent one after another, are handed to a receiver in that order. */
    RECEIVER_ORDER("messages of one key stay in order at one receiver"),
    /** Messages of one key arrive in order also with several receivers. */
    KEY_ORDER("messages of one key stay in order across receivers"),
    /** Several receivers of one group share its messages. */
    COMPETING("receivers of one group share the messages"),
    /** The sender's cancellation reaches the receiver. */
    CANCEL_REACHES_PEER("a cancelled call is noticed by its receiver"),
    /** The sender learns at once that nobody is there. */
    ABSENCE_KNOWN("a caller learns at once that nobody is there"),
    /** An intake can be paused while its messages wait. */
    PAUSE("messages wait while a receiver pauses"),
    /** The number of waiting messages is known. */
    DEPTH("the number of waiting messages is known");

    private final String meaning;

    Capability(String meaning) {
        this.meaning = meaning;
    }

    /** What it gives, as the end of a sentence. */
    public String meaning() {
        return meaning;
    }
}
