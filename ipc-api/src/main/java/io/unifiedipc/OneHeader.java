package io.unifiedipc;

import org.jspecify.annotations.Nullable;

/** A header over others. */
final class OneHeader extends Headers {
    private final String name;
    private final String value;

    OneHeader(String name, String value, Headers rest) {
        super(rest);
        this.name = name;
        this.value = value;
    }

    @Override
    int own() {
        return 1;
    }

    @Override
    String name(int index) {
        return name;
    }

    @Override
    String value(int index) {
        return value;
    }

    @Override
    @Nullable
    String find(String wanted) {
        return name.equals(wanted) ? value : null;
    }

    @Override
    int ownWeight() {
        return weight(name, value.length());
    }

    @Override
    Headers over(Headers others) {
        return new OneHeader(name, value, others);
    }
}
