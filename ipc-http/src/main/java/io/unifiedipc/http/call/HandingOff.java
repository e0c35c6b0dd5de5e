package io.unifiedipc.http.call;

import java.io.IOException;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The innermost interceptor. It runs when the connection is there and nothing has been written: what fails before it has not
 * been executed, what fails after it may have been.
 */
final class HandingOff implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        Exchange exchange = Exchange.of(chain.request());
        Connection connection = chain.connection();
        if (connection != null && Sockets.stale(connection.socket())) {
            throw new Exchange.Stale();
        }
        Request request = exchange.handOff(chain.request());
        Response response = chain.proceed(request);
        // OkHttp sends a request again on a 503 with "Retry-After: 0", whatever it was told about retries. That a body
        // can be
        // written once only stops it too; this holds also where there is none.
        return response.code() == 503
                ? response.newBuilder().removeHeader("Retry-After").build()
                : response;
    }
}
