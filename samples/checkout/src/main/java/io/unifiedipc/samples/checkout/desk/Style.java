package io.unifiedipc.samples.checkout.desk;

/** The interaction styles; one of the five, async request/response, in both of its shapes. */
public enum Style {
    REQUEST("request/response", 1),
    FUTURE("async request/response, by a future", 1),
    /** Who receives the answer is one, too. */
    REPLY("async request/response, by a message", 2),
    ONE_WAY("one-way notification", 1),
    PUBLISH("publish/subscribe", 2),
    GATHER("publish/async responses", 3);

    private final String title;
    private final int receivers;

    Style(String title, int receivers) {
        this.title = title;
        this.receivers = receivers;
    }

    /** As people call it. */
    public String title() {
        return title;
    }

    /** How many receive something for each call. */
    int receivers() {
        return receivers;
    }
}
