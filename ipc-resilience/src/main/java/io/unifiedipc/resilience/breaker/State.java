package io.unifiedipc.resilience.breaker;

import io.unifiedipc.spi.Call;

/**
 * One state of a circuit, from when it begins until the next does. A call counts in the state that let it through: what ends
 * after that state is over changes nothing.
 */
interface State {
    /** How it is called in the log and to observers. */
    String name();

    /** Lets a call through, and hears of its end; or fails it and answers false. */
    boolean admit(Call call);

    /** Whether it would let one through now. */
    boolean admits();

    /** It has begun. */
    default void begin() {}
}
