package io.unifiedipc.http.receive;

import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One request that some server has taken, and the way to its answer. All that the receiving side knows of a server is this, so
 * that the own port and a servlet container give the same answers. Methods may be called by any thread.
 */
public interface Incoming {
    /** The method as it came. */
    String method();

    /** The path as it came, percent-encoded, below the place where the server has put us. */
    String path();

    /** What follows the question mark as it came, or null where there is none. */
    @Nullable
    String query();

    /** The path, percent-encoded, of the place where the server has put us; empty for the root. */
    default String base() {
        return "";
    }

    /** Who the server says it is, such as its filters; null where nobody has said. */
    default @Nullable Principal principal() {
        return null;
    }

    /** The certificates with which the caller's connection was made, its own first, checked by the server; empty for none. */
    default List<X509Certificate> certificates() {
        return List.of();
    }

    /** The first value of a header, or null where it is absent. Case does not matter. */
    @Nullable
    String header(String name);

    /** Each header as it came, its name in lower case; a header that came twice is told twice. */
    void headers(BiConsumer<String, String> sink);

    /** Reads the body, without keeping the calling thread if the server can. Called once; ends with one of the sink's ends. */
    void read(BodySink sink);

    /** Whether the thread that ends a body may go on into the application's handler, and wait there. */
    default boolean mayBlock() {
        return true;
    }

    /** How many bytes the headers of an answer may have. */
    int headerLimit();

    /** A handler has it now, and may take as long as its deadline allows: the server must not give up by itself. */
    void handling();

    /**
     * From now on it is noticed when the caller goes away, where the server can tell: then the hook runs once, on any thread.
     * It ends with {@link Watch#close}.
     */
    Watch watch(Runnable gone);

    /** Answers. Called once; the stage fails where the caller did not get it all. */
    CompletionStage<Void> answer(Answer answer);

    /**
     * The request has ended without an answer of ours, mostly as nobody is there any more to be answered. Where somebody is, the
     * server tells why. Called in place of {@link #answer}.
     */
    void abandon(Throwable why);

    /** A look at a caller that waits. */
    interface Watch {
        /** Nothing is looked at any more when this returns. */
        void close();

        /** Whether nothing may follow on this connection, as the caller has sent more than its request. */
        boolean spoilt();

        /** For servers that can't tell. */
        Watch NONE = new Watch() {
            @Override
            public void close() {}

            @Override
            public boolean spoilt() {
                return false;
            }
        };
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param headers all headers but those about connection and length
     * @param body what follows; null for a status that has none
     * @param last whether the connection is closed after it
     */
    @SuppressWarnings("ArrayRecordComponent") // whoever gets it must not write to it, as with Envelope
    record Answer(int status, List<Map.Entry<String, String>> headers, byte @Nullable [] body, boolean last) {}
}
