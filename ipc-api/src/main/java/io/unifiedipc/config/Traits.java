package io.unifiedipc.config;

import static io.unifiedipc.spi.Capability.ABSENCE_KNOWN;
import static io.unifiedipc.spi.Capability.ATTEMPT_COUNT;
import static io.unifiedipc.spi.Capability.CANCEL_REACHES_PEER;
import static io.unifiedipc.spi.Capability.COMPETING;
import static io.unifiedipc.spi.Capability.DEPTH;
import static io.unifiedipc.spi.Capability.DURABLE;
import static io.unifiedipc.spi.Capability.GATHER;
import static io.unifiedipc.spi.Capability.KEY_ORDER;
import static io.unifiedipc.spi.Capability.PARKING;
import static io.unifiedipc.spi.Capability.PAUSE;
import static io.unifiedipc.spi.Capability.PUBLISH;
import static io.unifiedipc.spi.Capability.RECEIVER_ORDER;
import static io.unifiedipc.spi.Capability.REDELIVERY;
import static io.unifiedipc.spi.Capability.REQUEST;
import static io.unifiedipc.spi.Capability.SEND;
import static io.unifiedipc.spi.Capability.STORED;

import io.unifiedipc.ChannelKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In what transports differ, whichever they are: the rows of {@code explain}. */
final class Traits {
    static final List<Trait> ALL = List.of(
            new Trait("start", Traits::start),
            new Trait("styles", Traits::styles),
            new Trait("delivery", Traits::delivery),
            new Trait("order", Traits::order),
            Trait.of(
                    "persistence",
                    STORED,
                    "a message is stored until its receiver has settled it",
                    "nothing is stored: a message goes from its sender straight to its receiver"),
            new Trait("durability", Traits::durability),
            new Trait("latency", side -> side.capabilities().latency().meaning()),
            new Trait("availability", Traits::availability),
            Trait.of(
                    "nobody there",
                    ABSENCE_KNOWN,
                    "a sender is told at once, executed NO",
                    "a sender is not told: what it sent waits, and a request ends by its deadline, executed MAYBE"),
            Trait.of(
                    "competing",
                    COMPETING,
                    "the receivers of one group share its messages",
                    "each receiver gets every message: two in one group do the work twice"),
            Trait.of(
                    "backpressure",
                    STORED,
                    "what a full receiver has no room for waits in the store, and senders don't feel it",
                    "what a full receiver has no room for is refused, as overloaded and executed NO"),
            Trait.of(
                    "pausing",
                    PAUSE,
                    "messages wait while their receiver pauses",
                    "messages are refused while their receiver pauses"),
            Trait.of("depth", DEPTH, "how many messages wait can be asked", "how many messages wait is not known"),
            new Trait("payload size", Traits::payload),
            new Trait(
                    "header size",
                    side -> "headers up to "
                            + ChannelOptions.MAX_PAYLOAD.write(
                                    side.capabilities().maxHeaderBytes())),
            new Trait("error detail", Traits::failures),
            Trait.of(
                    "cancellation",
                    CANCEL_REACHES_PEER,
                    "a receiver notices that its caller has given up",
                    "a receiver works on for a caller that has given up"),
            new Trait("credentials", side -> identity("calls can show some", side.againstCredentials())),
            new Trait(
                    "identity checks",
                    side -> identity("it can be demanded to know who sends", side.againstAuthenticating())));

    private Traits() {}

    private static String start(Side side) {
        return side.refusals().isEmpty() ? "starts as configured" : "is refused: " + String.join("; ", side.refusals());
    }

    private static String styles(Side side) {
        List<String> can = new ArrayList<>();
        List<String> not = new ArrayList<>();
        if (side.channel().kind() == ChannelKind.EVENTS) {
            (side.has(PUBLISH) ? can : not).add("events to every group");
            (side.has(GATHER) ? can : not).add("events that groups answer");
        } else {
            (side.has(REQUEST) ? can : not).add("requests that are answered");
            (side.has(SEND) ? can : not).add("one-way commands");
        }
        return String.join(", ", can)
                + (not.isEmpty() ? "" : (can.isEmpty() ? "no " : "; no ") + String.join(", no ", not));
    }

    private static String order(Side side) {
        if (!side.has(RECEIVER_ORDER)) {
            return "none: messages of one key may overtake each other, also at one receiver";
        }
        return side.has(KEY_ORDER)
                ? "messages of one key stay in order, also where several receivers share them"
                : "messages of one key stay in order at one receiver; where several share them they may overtake";
    }

    private static String delivery(Side side) {
        if (side.has(REDELIVERY)) {
            return "at least once: a message whose receiver died comes again, "
                    + (side.has(ATTEMPT_COUNT) ? "and says how often it came" : "and doesn't say how often it came");
        }
        return side.has(STORED)
                ? "at most once: a message is lost if its receiver dies on it, and its sender isn't told"
                : "at most once: a message is lost if its receiver dies on it, and its sender is told MAYBE";
    }

    private static String durability(Side side) {
        if (!side.has(STORED)) {
            return "nothing to outlive a restart";
        }
        return side.has(DURABLE)
                ? "what is stored outlives a restart of what stores it"
                : "what is stored is gone after a restart of what stores it";
    }

    private static String availability(Side side) {
        String receiver = side.has(STORED) ? "a receiver may be away" : "the receiver must be there";
        return switch (side.capabilities().latency()) {
            case IN_PROCESS -> receiver + "; the process is the single point of failure";
            case NETWORK -> receiver + "; nothing else can fail but the network";
            case BROKER -> receiver + "; what stands between is a single point of failure for all who use it";
        };
    }

    private static String payload(Side side) {
        int transport = side.capabilities().maxMessageBytes();
        int channel = side.channel().maxPayload();
        return transport < channel
                ? "payloads up to " + ChannelOptions.MAX_PAYLOAD.write(transport)
                        + ", which is the transport's own limit and less than max-payload"
                : "payloads up to " + ChannelOptions.MAX_PAYLOAD.write(channel) + ", which is max-payload"
                        + (transport == Integer.MAX_VALUE
                                ? ""
                                : "; the transport carries " + ChannelOptions.MAX_PAYLOAD.write(transport));
    }

    private static String failures(Side side) {
        String waiting = side.channel().kind() == ChannelKind.EVENTS
                ? ""
                : side.has(REQUEST) ? "a caller gets its receiver's failure whole; " : "no caller gets a failure; ";
        if (!side.has(STORED) && !side.has(PARKING)) {
            return waiting + "so does who sends one-way or publishes";
        }
        return waiting + "who sends one-way or publishes hears only that it was taken: what fails is tried again, then "
                + (side.has(PARKING) ? "parked with its reason" : "given back");
    }

    private static String identity(String can, @Nullable String against) {
        return against == null ? can : "no: " + against;
    }
}
