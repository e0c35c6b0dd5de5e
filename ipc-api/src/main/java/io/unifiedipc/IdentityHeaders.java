package io.unifiedipc;

import org.jspecify.annotations.Nullable;

/** The three headers that tell which message it is, over others: one object, for a message whose idempotency key is its id. */
final class IdentityHeaders extends Headers {
    static final String ID = "ce-id";
    static final String TIME = "ce-time";
    static final String IDEMPOTENCY_KEY = "idempotency-key";
    private static final long BITS = bit(ID) | bit(TIME) | bit(IDEMPOTENCY_KEY);

    private final Id id;
    private final Stamp time;

    IdentityHeaders(Id id, Stamp time, Headers rest) {
        super(rest);
        this.id = id;
        this.time = time;
    }

    @Override
    int own() {
        return 3;
    }

    @Override
    String name(int index) {
        return switch (index) {
            case 0 -> IDEMPOTENCY_KEY;
            case 1 -> TIME;
            default -> ID;
        };
    }

    @Override
    String value(int index) {
        return (index == 1 ? time : id).toString();
    }

    @Override
    @Nullable
    String find(String wanted) {
        if ((BITS & bit(wanted)) == 0) {
            return null;
        }
        if (wanted.equals(ID) || wanted.equals(IDEMPOTENCY_KEY)) {
            return id.toString();
        }
        return wanted.equals(TIME) ? time.toString() : null;
    }

    @Override
    int ownWeight() {
        return weight(ID, Id.LENGTH) + weight(TIME, time.length()) + weight(IDEMPOTENCY_KEY, Id.LENGTH);
    }

    @Override
    Headers over(Headers others) {
        return new IdentityHeaders(id, time, others);
    }
}
