package io.unifiedipc.spi;

import io.unifiedipc.Headers;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * How the messages of one operation are written and read where a transport has a form of its own for them, such as a REST
 * route. It takes the codec's place between object and envelope, on the calling side. Used by many threads.
 */
public interface Binding {
    /** The operation, with what its form says about it: a GET is a query. */
    OperationSpec operation();

    /**
     * A request. Throws an {@link io.unifiedipc.IpcException}, or another exception, where the payload doesn't fit.
     *
     * @param headers those of the message, with the content type that its codec writes
     */
    Envelope write(Headers headers, @Nullable Object payload) throws IOException;

    /**
     * A reply's payload, or null for none. Throws where the reply doesn't fit.
     *
     * @param request what {@link #write} made
     * @param plain reads what is no matter of this form's
     */
    @Nullable
    Object read(Envelope request, Envelope reply, Type type, Reader plain) throws IOException;

    /** The same on the receiving side, for one message that came in such a form. */
    interface Received {
        /** The message's payload. Throws where it doesn't fit. */
        Object read(Type type, Reader plain) throws IOException;

        /** What its address says of what it asks for, the same for two that ask for the same; empty where the body says all. */
        default String target() {
            return "";
        }

        /** A handler's reply. */
        Envelope write(@Nullable Object reply, Type type, Writer plain) throws IOException;
    }

    /** Reads a body by its content type. */
    @FunctionalInterface
    interface Reader {
        /** The object, or null where there is no body. */
        @Nullable
        Object read(Envelope envelope, Type type) throws IOException;
    }

    /** Writes a body by the channel's codec. */
    @FunctionalInterface
    interface Writer {
        /** The envelope with that body, and its content type. */
        Envelope write(@Nullable Object value, Type type) throws IOException;
    }
}
