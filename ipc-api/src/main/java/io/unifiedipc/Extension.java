package io.unifiedipc;

/**
 * Anything that can be added to an {@link Ipc} by hand, through {@link IpcBuilder#add}: a transport, a codec, a decorator, a
 * broker in memory. What is on the class path is found without being added.
 */
public interface Extension {}
