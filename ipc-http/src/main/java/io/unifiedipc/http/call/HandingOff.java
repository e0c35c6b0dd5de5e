package io.unifiedipc.http.call;

import java.io.IOException;
import java.net.Proxy;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The innermost interceptor. It runs when the connection is there and nothing has been written: what fails before it has not
 * been executed, what fails after it may have been.
 */
final class HandingOff implements Interceptor {
    /** A status that means nothing to OkHttp. */
    private static final int NEUTRAL = 599;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Exchange exchange = Exchange.of(chain.request());
        Connection connection = chain.connection();
        Attempts attempts = exchange.attempts();
        if (connection != null) {
            boolean used = !attempts.connected();
            if (Leftovers.in(connection) || (used && Sockets.stale(connection))) {
                throw new Exchange.Stale();
            }
            attempts.use(connection);
        }
        Request request = exchange.handOff(chain.request());
        Response response = Unpacking.plain(chain.proceed(request));
        exchange.status(response.code());
        return actedUpon(response.code(), connection)
                ? response.newBuilder().code(NEUTRAL).build()
                : response;
    }

    /**
     * Whether OkHttp has ideas of its own about a status, whatever it was told about retries: it sends a request again on 503
     * with {@code Retry-After: 0} and on 421, and takes a 407 without a proxy for no answer at all. The one who asked gets to
     * see the status that it was, from {@link BeforeConnecting}.
     */
    private static boolean actedUpon(int status, @Nullable Connection connection) {
        boolean direct = connection == null || connection.route().proxy().type() == Proxy.Type.DIRECT;
        return status == 408 || status == 421 || status == 503 || (status == 407 && direct);
    }
}
