package io.unifiedipc.spi;

import io.unifiedipc.Extension;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * What an {@code Ipc} runs on: its threads and its time. Without one it runs on the machine's; one that is added to the builder
 * is used instead, as a simulation's. Of several the last counts.
 *
 * <pre>{@code
 * Ipc orders = Ipc.builder().add(platform).build();
 * }</pre>
 */
public interface Platform extends Extension {
    /**
     * What one {@code Ipc} uses until it has closed. Called once for each, when it is built.
     *
     * @param service its name, for threads and messages
     * @param workers threads for handlers, where they are counted
     */
    Resources open(String service, int workers);

    /** The threads and the time of one {@code Ipc}. */
    interface Resources {
        /** Time. */
        Clock clock();

        /** Where handlers run; tasks may block. Refuses tasks after {@link #close}. */
        Executor executor();

        /** Things to be run later. */
        Timers timers();

        /** Chance, for what must not happen at the same time everywhere. Asked each time, on the thread that uses it. */
        default RandomGenerator random() {
            return ThreadLocalRandom.current();
        }

        /** Stops: tasks that have not started never will, those that run are interrupted, and no timer runs any more. */
        void close();
    }
}
