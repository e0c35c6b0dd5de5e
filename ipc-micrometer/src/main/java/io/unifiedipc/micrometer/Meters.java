package io.unifiedipc.micrometer;

import java.util.List;

/** Every meter that there is: its name, its type, its tags. The table in docs/observing.md is made from it. */
enum Meters {
    CALLS(
            "ipc.calls",
            "timer",
            "calls by how they ended, with the time from when they were made until their work had ended",
            "channel",
            "operation",
            "style",
            "outcome",
            "executed"),
    RECEIVED(
            "ipc.received",
            "timer",
            "attempts at received messages by how they ended, with the time since the message, or its next attempt, was"
                    + " taken in",
            "channel",
            "operation",
            "group",
            "outcome",
            "executed"),
    RETRIES(
            "ipc.retries",
            "counter",
            "attempts at calls that failed and that another followed, by why",
            "channel",
            "operation",
            "outcome"),
    FALLBACKS(
            "ipc.fallbacks",
            "counter",
            "calls that got something else than an answer, by where it came from and why",
            "channel",
            "operation",
            "source",
            "outcome"),
    PARKED("ipc.parked", "counter", "messages put aside, by why", "channel", "operation", "group", "outcome"),
    ODDITIES(
            "ipc.oddities",
            "counter",
            "what no caller hears of, such as a reply that came too late",
            "channel",
            "what"),
    DEPRECATED(
            "ipc.deprecated",
            "counter",
            "uses of what is deprecated, by who calls; of many callers, all but the first 100 are others",
            "channel",
            "operation",
            "caller"),
    CHANGES(
            "ipc.changes",
            "counter",
            "changes of state: of a circuit breaker, or of receiving",
            "channel",
            "what",
            "endpoint",
            "to"),
    CIRCUIT(
            "ipc.circuit",
            "gauge",
            "a circuit breaker: 0 closed, 1 half-open, 2 open; from its first change on",
            "channel",
            "endpoint"),
    PAUSED(
            "ipc.paused",
            "gauge",
            "1 while a group does not receive, since it is paused or has stopped; from its first change on",
            "channel",
            "group"),
    OUTSTANDING("ipc.outstanding", "gauge", "calls whose work has not ended"),
    WAITING("ipc.waiting", "gauge", "calls that wait for a permit"),
    PENDING_REPLIES("ipc.pending.replies", "gauge", "replies that brokers still owe"),
    IN_FLIGHT("ipc.in.flight", "gauge", "messages taken and not settled");

    final String id;
    final String type;
    final String meaning;
    private final String tags;

    Meters(String id, String type, String meaning, String... tags) {
        this.id = id;
        this.type = type;
        this.meaning = meaning;
        this.tags = String.join(" ", tags);
    }

    /** Their names. */
    List<String> tags() {
        return tags.isEmpty() ? List.of() : List.of(tags.split(" "));
    }
}
