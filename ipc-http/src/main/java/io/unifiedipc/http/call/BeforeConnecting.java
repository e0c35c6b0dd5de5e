package io.unifiedipc.http.call;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import okhttp3.Interceptor;
import okhttp3.Response;

/** The outermost interceptor: connecting may take no longer than the caller waits, and an answer has the status that it had. */
final class BeforeConnecting implements Interceptor {
    @Override
    public Response intercept(Chain chain) throws IOException {
        Exchange exchange = Exchange.of(chain.request());
        exchange.refuseIfClosed();
        long millis = TimeUnit.NANOSECONDS.toMillis(exchange.remaining()) + 1;
        Response response = chain.withConnectTimeout(
                        (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE)), TimeUnit.MILLISECONDS)
                .proceed(chain.request());
        int status = exchange.status();
        return response.code() == status
                ? response
                : response.newBuilder().code(status).build();
    }
}
