package io.unifiedipc;

import java.nio.file.Path;

/** Says where the configuration comes from, and adds to it. Later calls win over earlier ones; not safe for several threads. */
public interface IpcBuilder {
    /** Reads this file instead of looking for {@code ipc.yaml}. */
    IpcBuilder file(Path yaml);

    /** Takes this text as the file. */
    IpcBuilder yaml(String text);

    /**
     * Sets one key, over the file and under system properties and environment: {@code set("channels.orders.transport", "http")}.
     * A star sets it in every channel that is there by then, over what the channel says itself:
     * {@code set("channels.*.transport", "memory")}.
     */
    IpcBuilder set(String path, String value);

    /** Adds a transport, a codec, a decorator, a broker in memory, in place of one by the same name on the class path. */
    IpcBuilder add(Extension extension);

    /** Ignores system properties and environment variables: for tests, and for programs that are configured in code alone. */
    IpcBuilder isolated();

    /**
     * Checks everything and opens the channels.
     *
     * @throws ConfigurationException with all that is wrong, at once
     */
    Ipc build();

    /** Checks everything and describes it; opens nothing. */
    String describe();

    /**
     * What changes for a channel when it goes from one transport to another: from what the two say of themselves, with nothing
     * running. Neither need be the one that it is configured for.
     *
     * <pre>{@code
     * System.out.println(Ipc.builder().explain("orders", "http", "memory"));
     * }</pre>
     *
     * @throws ConfigurationException where the configuration can't be used, or there is no such channel or transport
     */
    String explain(String channel, String from, String to);

    /**
     * The same, with what it means for the operations of a contract.
     *
     * @param contract an interface marked with {@link Contract}, of this channel
     */
    String explain(String channel, String from, String to, Class<?> contract);
}
