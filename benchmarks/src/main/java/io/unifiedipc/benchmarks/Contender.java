package io.unifiedipc.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * One of those that are compared in a row. Its client has a JVM of its own; so has its server, where it has one.
 *
 * @param name as in the table: "Unified IPC", "OkHttp + Jackson"
 * @param client opens what makes the calls; it gets the server's address, or an empty text where there is none
 * @param server opens what the client calls, from another JVM
 * @param measured whose CPU and bytes are told
 */
public record Contender(
        String name, Client client, @Nullable Server server, Side measured) {
    /** Whose cost it is. */
    public enum Side {
        CLIENT,
        SERVER
    }

    /** Opens a subject. */
    public interface Client {
        Subject open(String address) throws Exception;
    }

    /** Opens a server. */
    public interface Server {
        Running open() throws Exception;

        /** Whether those contenders of a row that name this very object call the same one. No cost of it is measured then. */
        default boolean isShared() {
            return false;
        }
    }

    /** A server that runs. */
    public interface Running extends AutoCloseable {
        /** What its client is to be given. */
        String address();

        @Override
        void close();
    }

    /** One that needs no other process. */
    public static Contender alone(String name, Opening subject) {
        return new Contender(name, address -> subject.open(), null, Side.CLIENT);
    }

    /** A client that is measured while it calls this server. */
    public static Contender calling(Server server, String name, Client client) {
        return new Contender(name, client, server, Side.CLIENT);
    }

    /** A server that is measured while this client calls it. */
    public static Contender serving(Client client, String name, Server server) {
        return new Contender(name, client, server, Side.SERVER);
    }

    /** Opens a subject that calls nothing outside of its JVM. */
    public interface Opening {
        Subject open() throws Exception;
    }
}
