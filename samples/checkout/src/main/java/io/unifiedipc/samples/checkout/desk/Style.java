package io.unifiedipc.samples.checkout.desk;

/** The interaction styles; one of the five, async request/response, in both of its shapes. */
public enum Style {
    REQUEST("request/response"),
    FUTURE("async request/response, by a future"),
    REPLY("async request/response, by a message"),
    ONE_WAY("one-way notification"),
    PUBLISH("publish/subscribe"),
    GATHER("publish/async responses");

    private final String title;

    Style(String title) {
        this.title = title;
    }

    /** As people call it. */
    public String title() {
        return title;
    }
}
