package io.unifiedipc.http.call;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * The outermost interceptor: nobody connects for a channel that is closed, and an answer has the status that it had. Connecting
 * takes no longer than the caller waits without a time-out of its own: whatever ends the call, its deadline too, closes the
 * socket that is about to connect.
 */
final class BeforeConnecting implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        Exchange exchange = Exchange.of(chain.request());
        exchange.refuseIfClosed();
        Response response = chain.proceed(chain.request());
        int status = exchange.status();
        return response.code() == status
                ? response
                : response.newBuilder().code(status).build();
    }
}
