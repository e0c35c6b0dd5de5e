package io.unifiedipc.http.call;

import java.lang.reflect.Field;
import okhttp3.Connection;
import okhttp3.Protocol;
import okhttp3.internal.connection.BufferedSocket;
import okhttp3.internal.connection.RealConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a connection has brought more than its answers. On HTTP/1.1 OkHttp would take that for the answer to the next
 * request, and the caller of one thing would be told another. It may have been read off the socket together with an answer,
 * so that the socket itself knows nothing of it; OkHttp shows its buffer to nobody, so this looks inside.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final @Nullable Field SOCKET = field();

    private Leftovers() {}

    /** Asked when nothing is under way on it. */
    static boolean in(Connection connection) {
        if (SOCKET == null || connection.protocol() != Protocol.HTTP_1_1) {
            return false;
        }
        try {
            return SOCKET.get(connection) instanceof BufferedSocket socket
                    && socket.getSource().getBuffer().size() > 0;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a field that was made accessible", e);
        }
    }

    private static @Nullable Field field() {
        try {
            Field field = RealConnection.class.getDeclaredField("socket");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            LOG.warn(
                    "this version of OkHttp can't be asked what a peer sent without being asked; use the one of ipc-bom",
                    e);
            return null;
        }
    }
}
