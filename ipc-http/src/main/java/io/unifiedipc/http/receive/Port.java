package io.unifiedipc.http.receive;

import io.unifiedipc.IpcException;

/** Where requests come in: a port of our own, or a place that a container has given us. */
public interface Port {
    /**
     * Begins to take requests. Called once, when every channel is in place.
     *
     * @throws IpcException of kind MISCONFIGURED where that can't be
     */
    void open(Router router);

    /** The number of the port; 0 where there is none. */
    int number();

    /** Takes no more, lets go of what is open, and returns when no thread is left. May block. */
    void close();
}
